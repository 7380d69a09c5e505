// libwebp: decoding.
#pragma once
#include <webp/decode.h>
