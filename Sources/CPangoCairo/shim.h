// Debian's pango and cairo (package libpango1.0-dev).
#ifndef ZHICHAO_CPANGOCAIRO_SHIM_H
#define ZHICHAO_CPANGOCAIRO_SHIM_H

#include <cairo-pdf.h>
#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#endif
