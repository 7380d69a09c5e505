// libpng, and a whole-picture decoder around its row interface.
//
// The simplified interface corrects for the file's gamma and treats 16-bit files as linear light,
// which other readers (and so the models' preprocessing) do not. The row interface reports errors
// by longjmp, which Swift cannot take part in, so decoding stays in C.
#pragma once
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <setjmp.h>
#include <png.h>

// What the header of a PNG file says, and how decoding went.
typedef struct {
    unsigned int width;
    unsigned int height;
    // Bytes per decoded pixel: 3 for RGB, 4 for RGB and straight alpha.
    int components;
    // libpng's own words about the error; empty where there was none.
    char message[160];
} llexicorp_png_info;

typedef struct {
    const unsigned char *bytes;
    size_t count;
    size_t offset;
    jmp_buf escape;
    llexicorp_png_info *info;
} llexicorp_png_source;

// Keeps the text of an error and leaves the decoder.
static inline void llexicorp_png_exit(png_structp decoder, png_const_charp text) {
    llexicorp_png_source *source = (llexicorp_png_source *)png_get_error_ptr(decoder);
    strncpy(source->info->message, text, sizeof source->info->message - 1);
    longjmp(source->escape, 1);
}

// Passes over warnings, which concern only side information.
static inline void llexicorp_png_notice(png_structp decoder, png_const_charp text) {
    (void)decoder;
    (void)text;
}

// Hands libpng its next bytes.
static inline void llexicorp_png_pull(png_structp decoder, png_bytep destination, size_t count) {
    llexicorp_png_source *source = (llexicorp_png_source *)png_get_io_ptr(decoder);
    if (count > source->count - source->offset) {
        png_error(decoder, "the file ends too early");
    }
    memcpy(destination, source->bytes + source->offset, count);
    source->offset += count;
}

// Reads the header and, if a destination is given, the whole picture into it.
//
// Palettes, grey, 1 to 16 bits and transparent colours all come out as 8-bit RGB or RGBA. 16-bit
// samples keep their high byte. Gamma and colour profiles are not applied. `capacity` is the size
// of the destination in bytes; a picture that needs another size than that is refused. Returns 1
// on success; 0 with `info->message` set otherwise.
__attribute__((noinline)) static inline int llexicorp_png_read(
    const unsigned char *bytes,
    size_t count,
    unsigned char *destination,
    size_t capacity,
    llexicorp_png_info *info
) {
    llexicorp_png_source source;
    png_structp volatile decoder = NULL;
    png_infop volatile header = NULL;

    memset(info, 0, sizeof *info);
    memset(&source, 0, sizeof source);
    source.bytes = bytes;
    source.count = count;
    source.info = info;
    if (setjmp(source.escape)) {
        png_structp d = decoder;
        png_infop h = header;
        png_destroy_read_struct(&d, &h, NULL);
        return 0;
    }
    decoder = png_create_read_struct(
        PNG_LIBPNG_VER_STRING, &source, llexicorp_png_exit, llexicorp_png_notice
    );
    if (decoder != NULL) {
        header = png_create_info_struct(decoder);
    }
    if (decoder == NULL || header == NULL) {
        strcpy(info->message, "no memory for the decoder");
        longjmp(source.escape, 1);
    }
    // Sizes are checked by the caller between reading the header and reading the pixels.
    png_set_user_limits(decoder, 0x7fffffff, 0x7fffffff);
    png_set_read_fn(decoder, &source, llexicorp_png_pull);
    png_read_info(decoder, header);
    int colour = png_get_color_type(decoder, header);
    int transparent = (colour & PNG_COLOR_MASK_ALPHA) != 0
        || png_get_valid(decoder, header, PNG_INFO_tRNS) != 0;
    info->width = png_get_image_width(decoder, header);
    info->height = png_get_image_height(decoder, header);
    info->components = transparent ? 4 : 3;
    if (destination != NULL) {
        size_t stride = (size_t)info->width * (size_t)info->components;
        png_set_expand(decoder);
        png_set_strip_16(decoder);
        if ((colour & PNG_COLOR_MASK_COLOR) == 0) {
            png_set_gray_to_rgb(decoder);
        }
        int passes = png_set_interlace_handling(decoder);
        png_read_update_info(decoder, header);
        if (png_get_rowbytes(decoder, header) != stride || stride * info->height != capacity) {
            png_error(decoder, "the size changed while reading");
        }
        for (int pass = 0; pass < passes; pass++) {
            for (unsigned int row = 0; row < info->height; row++) {
                png_read_row(decoder, destination + stride * row, NULL);
            }
        }
        // Checks the rest of the file, so that one cut off behind the last row is noticed.
        png_read_end(decoder, NULL);
    }
    png_structp d = decoder;
    png_infop h = header;
    png_destroy_read_struct(&d, &h, NULL);
    return 1;
}

// A PNG file in the making, whose rows come a few at a time.
typedef struct {
    png_structp encoder;
    png_infop header;
    jmp_buf escape;
    // What is written so far; grows as needed.
    unsigned char *bytes;
    size_t count;
    size_t capacity;
    // libpng's own words about the error; empty where there was none.
    char message[160];
} llexicorp_png_writer;

// Keeps the text of an error and leaves the encoder.
static inline void llexicorp_png_writer_exit(png_structp encoder, png_const_charp text) {
    llexicorp_png_writer *writer = (llexicorp_png_writer *)png_get_error_ptr(encoder);
    strncpy(writer->message, text, sizeof writer->message - 1);
    longjmp(writer->escape, 1);
}

// Takes bytes that libpng has finished.
static inline void llexicorp_png_push(png_structp encoder, png_bytep bytes, size_t count) {
    llexicorp_png_writer *writer = (llexicorp_png_writer *)png_get_io_ptr(encoder);
    if (writer->capacity - writer->count < count) {
        size_t wanted = writer->capacity * 2 + count + 65536;
        unsigned char *larger = (unsigned char *)realloc(writer->bytes, wanted);
        if (larger == NULL) {
            png_error(encoder, "no memory for the file");
        }
        writer->bytes = larger;
        writer->capacity = wanted;
    }
    memcpy(writer->bytes + writer->count, bytes, count);
    writer->count += count;
}

// Nothing is to be flushed.
static inline void llexicorp_png_settle(png_structp encoder) { (void)encoder; }

// Begins a file of 8-bit RGB, sRGB, with so many pixels in a metre. Never NULL but for want of
// memory; a message tells of an error.
//
// Every row is predicted by its neighbours (Paeth) and packed by run lengths: on pages of text and
// photos that is as small as zlib's usual search for repetitions, in a quarter of the time.
__attribute__((noinline)) static inline llexicorp_png_writer *llexicorp_png_writer_new(
    unsigned int width, unsigned int height, unsigned int pixels_per_metre
) {
    llexicorp_png_writer *writer = (llexicorp_png_writer *)calloc(1, sizeof *writer);
    if (writer == NULL) {
        return NULL;
    }
    if (setjmp(writer->escape)) {
        return writer;
    }
    writer->encoder = png_create_write_struct(
        PNG_LIBPNG_VER_STRING, writer, llexicorp_png_writer_exit, llexicorp_png_notice
    );
    if (writer->encoder != NULL) {
        writer->header = png_create_info_struct(writer->encoder);
    }
    if (writer->encoder == NULL || writer->header == NULL) {
        strcpy(writer->message, "no memory for the encoder");
        return writer;
    }
    png_set_write_fn(writer->encoder, writer, llexicorp_png_push, llexicorp_png_settle);
    png_set_IHDR(
        writer->encoder, writer->header, width, height, 8, PNG_COLOR_TYPE_RGB,
        PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT
    );
    png_set_sRGB(writer->encoder, writer->header, PNG_sRGB_INTENT_PERCEPTUAL);
    png_set_pHYs(
        writer->encoder, writer->header, pixels_per_metre, pixels_per_metre, PNG_RESOLUTION_METER
    );
    png_set_filter(writer->encoder, PNG_FILTER_TYPE_BASE, PNG_FILTER_PAETH);
    png_set_compression_strategy(writer->encoder, 3 /* Z_RLE */);
    png_set_compression_level(writer->encoder, 1);
    png_set_compression_buffer_size(writer->encoder, 65536);
    png_write_info(writer->encoder, writer->header);
    // Rows are 32-bit words 0xXXRRGGBB in the machine's own order, as Cairo keeps them.
    union { unsigned int word; unsigned char bytes[4]; } order = { 1 };
    if (order.bytes[0] == 1) {
        png_set_bgr(writer->encoder);
        png_set_filler(writer->encoder, 0, PNG_FILLER_AFTER);
    } else {
        png_set_filler(writer->encoder, 0, PNG_FILLER_BEFORE);
    }
    return writer;
}

// Adds rows of 32-bit words, `stride` bytes apart. Returns 0 with a message on error.
__attribute__((noinline)) static inline int llexicorp_png_writer_append(
    llexicorp_png_writer *writer, const unsigned char *rows, size_t stride, unsigned int count
) {
    if (setjmp(writer->escape)) {
        return 0;
    }
    for (unsigned int row = 0; row < count; row++) {
        png_write_row(writer->encoder, rows + stride * row);
    }
    return 1;
}

// Ends the file, whose bytes then are whole. Returns 0 with a message on error.
__attribute__((noinline)) static inline int llexicorp_png_writer_finish(
    llexicorp_png_writer *writer
) {
    if (setjmp(writer->escape)) {
        return 0;
    }
    png_write_end(writer->encoder, writer->header);
    return 1;
}

// Frees everything but bytes that were taken out.
static inline void llexicorp_png_writer_free(llexicorp_png_writer *writer) {
    png_destroy_write_struct(&writer->encoder, &writer->header);
    free(writer->bytes);
    free(writer);
}

// Libpng's message, or an empty one.
static inline const char *llexicorp_png_writer_message(const llexicorp_png_writer *writer) {
    return writer->message;
}
