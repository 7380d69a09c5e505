// Cairo: drawing, PDF and PNG surfaces.
#pragma once
#include <cairo.h>
#include <cairo-pdf.h>
