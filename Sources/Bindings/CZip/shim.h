// libzip: reading zip archives.
#pragma once
#include <zip.h>
