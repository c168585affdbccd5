#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    int size = atoi(argv[1]);
    double slow = 0.0, fast = 3.0, sign = 1.0;
    for (int k = 0; k < size; k++) {
        double odd = 2.0 * k + 1.0;
        slow += 4.0 * sign / odd;
        fast += sign * 4.0 / ((odd + 1.0) * (odd + 2.0) * (odd + 3.0));
        sign = -sign;
    }
    printf("%lld %lld\n", (long long) (slow * 1e9), (long long) (fast * 1e9));
    return 0;
}
