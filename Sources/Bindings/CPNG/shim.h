// libpng: the simplified png_image API only, which needs no setjmp.
#pragma once
#include <png.h>
