// Debian's libqrencode (package libqrencode-dev).
#ifndef ZHICHAO_CQRENCODE_SHIM_H
#define ZHICHAO_CQRENCODE_SHIM_H

#include <qrencode.h>

#endif
