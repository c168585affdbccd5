final class Prog {
    private Prog() {}

    public static void main(String[] args) {
        int size = Integer.parseInt(args[0]);
        String[] words = {"the", "quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog"};
        int bytes = 0;
        int vowels = 0;
        int changes = 0;
        String before = "";
        for (int i = 0; i < size; i++) {
            String line = "";
            for (int k = 0; k < 8; k++) {
                line = line + words[(i * 7 + k * (i % 5 + 1)) % 9];
                line = line + " ";
            }
            bytes += line.length();
            for (int p = 0; p < line.length(); p++) {
                char c = line.charAt(p);
                if (c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u') vowels += 1;
            }
            if (line.compareTo(before) > 0) changes += 1;
            before = line;
        }
        System.out.println(bytes + " " + vowels + " " + changes);
    }
}
