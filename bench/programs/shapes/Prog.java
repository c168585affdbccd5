final class Prog {
    private static final int COUNT = 1000;

    private sealed interface Shape {}

    private record Square(int side) implements Shape {}

    private record Box(int width, int height) implements Shape {}

    private record Triangle(int base, int height) implements Shape {}

    private Prog() {}

    private static int area(Shape s) {
        return switch (s) {
            case Square(int side) -> side * side;
            case Box(int width, int height) -> width * height;
            case Triangle(int base, int height) -> base * height / 2;
        };
    }

    private static Shape next(Shape s) {
        return switch (s) {
            case Square(int side) -> new Box(side, side % 7 + 1);
            case Box(int width, int height) -> new Triangle(width % 50 + 2, height + 3);
            case Triangle(int base, int height) -> new Square(base % 20 + height % 9);
        };
    }

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        var shapes = new Shape[COUNT];
        for (int i = 0; i < COUNT; i++) shapes[i] = new Square(i % 30);
        int total = 0;
        for (int turn = 0; turn < size; turn++) {
            for (int i = 0; i < COUNT; i++) {
                Shape s = shapes[i];
                total = (total + area(s)) % 1000003;
                shapes[i] = next(s);
            }
        }
        System.out.println(total);
    }
}
