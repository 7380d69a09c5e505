// OpenBLAS: matrix products.
#pragma once
#include <cblas.h>
