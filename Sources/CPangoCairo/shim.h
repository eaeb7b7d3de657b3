// Debian's pango and cairo (package libpango1.0-dev), and what of the allocator bounds their memory.
#ifndef ZHICHAO_CPANGOCAIRO_SHIM_H
#define ZHICHAO_CPANGOCAIRO_SHIM_H

#include <cairo-pdf.h>
#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <malloc.h>
#include <pango/pangocairo.h>

#endif
