// libqpdf: finishing PDF files.
#pragma once
#include <qpdf/qpdfjob-c.h>
#include <qpdf/qpdf-c.h>
