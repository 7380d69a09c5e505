// Pango and Cairo: shaping text, drawing on PDF and picture surfaces.
// Pango's header brings Cairo's along, so both live in this one module.
#pragma once
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <fontconfig/fontconfig.h>
#include <cairo-pdf.h>
#include <cairo-svg.h>

// The cast is a macro of GObject, which Swift does not see.
static inline void llexicorp_font_map_set_config(PangoFontMap *map, FcConfig *config) {
    pango_fc_font_map_set_config((PangoFcFontMap *)map, config);
}
