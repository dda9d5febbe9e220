// OpenSSL would rather have every digest looked up by name and kept on the heap. Of small texts we digest millions.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
