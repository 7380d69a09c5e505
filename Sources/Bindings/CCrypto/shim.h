// OpenSSL: SHA-256 by the EVP interface.
#pragma once
#include <openssl/evp.h>
