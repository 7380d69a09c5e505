// Pango: shaping and breaking text into lines.
#pragma once
#include <pango/pangocairo.h>
