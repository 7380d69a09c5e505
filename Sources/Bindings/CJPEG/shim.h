// libjpeg, and a whole-picture decoder and encoder around it.
//
// libjpeg reports errors by calling `error_exit`, whose default ends the process and whose
// replacement must not return. That takes setjmp, which Swift cannot call, so both stay in C.
#pragma once
#include <stdio.h>
#include <stddef.h>
#include <string.h>
#include <setjmp.h>
#include <jpeglib.h>
#include <jerror.h>

// What the header of a JPEG file says, and how decoding went.
typedef struct {
    unsigned int width;
    unsigned int height;
    // Bytes per decoded pixel: 3 for RGB (grey is spread to RGB), 4 for CMYK as stored.
    int components;
    // libjpeg's own words about the first error or damage; empty where there was none.
    char message[JMSG_LENGTH_MAX];
} llexicorp_jpeg_info;

typedef struct {
    // First member, so that libjpeg's pointer to it is a pointer to the whole.
    struct jpeg_error_mgr base;
    jmp_buf escape;
    llexicorp_jpeg_info *info;
} llexicorp_jpeg_errors;

// Keeps the text of an error and leaves the decoder.
static inline void llexicorp_jpeg_exit(j_common_ptr decoder) {
    llexicorp_jpeg_errors *errors = (llexicorp_jpeg_errors *)decoder->err;
    errors->base.format_message(decoder, errors->info->message);
    longjmp(errors->escape, 1);
}

// Turns warnings that mean lost picture data into errors; leaves the harmless ones alone.
static inline void llexicorp_jpeg_notice(j_common_ptr decoder, int level) {
    if (level >= 0) {
        return;
    }
    switch (decoder->err->msg_code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
        llexicorp_jpeg_exit(decoder);
        break;
    default:
        break;
    }
}

// Prints nothing.
static inline void llexicorp_jpeg_silence(j_common_ptr decoder) { (void)decoder; }

// Stops files that pile up scans to keep a decoder busy for hours.
static inline void llexicorp_jpeg_progress(j_common_ptr decoder) {
    if (decoder->is_decompressor && ((j_decompress_ptr)decoder)->input_scan_number > 500) {
        llexicorp_jpeg_errors *errors = (llexicorp_jpeg_errors *)decoder->err;
        strcpy(errors->info->message, "more than 500 scans");
        longjmp(errors->escape, 1);
    }
}

// Reads the header and, if a destination is given, the whole picture into it.
//
// `capacity` is the size of the destination in bytes; a picture that needs another size than that
// is refused. Returns 1 on success; 0 with `info->message` set otherwise. All memory that libjpeg
// took is given back either way.
__attribute__((noinline)) static inline int llexicorp_jpeg_read(
    const unsigned char *bytes,
    size_t count,
    unsigned char *destination,
    size_t capacity,
    llexicorp_jpeg_info *info
) {
    struct jpeg_decompress_struct decoder;
    struct jpeg_progress_mgr progress;
    llexicorp_jpeg_errors errors;

    memset(&decoder, 0, sizeof decoder);
    memset(&progress, 0, sizeof progress);
    memset(&errors, 0, sizeof errors);
    memset(info, 0, sizeof *info);
    errors.info = info;
    decoder.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = llexicorp_jpeg_exit;
    errors.base.emit_message = llexicorp_jpeg_notice;
    errors.base.output_message = llexicorp_jpeg_silence;
    if (setjmp(errors.escape)) {
        jpeg_destroy_decompress(&decoder);
        return 0;
    }
    jpeg_create_decompress(&decoder);
    progress.progress_monitor = llexicorp_jpeg_progress;
    decoder.progress = &progress;
    jpeg_mem_src(&decoder, (unsigned char *)bytes, (unsigned long)count);
    jpeg_read_header(&decoder, TRUE);
    decoder.out_color_space = decoder.num_components == 4 ? JCS_CMYK : JCS_RGB;
    info->width = decoder.image_width;
    info->height = decoder.image_height;
    info->components = decoder.num_components == 4 ? 4 : 3;
    if (destination != NULL) {
        size_t stride = (size_t)decoder.image_width * (size_t)info->components;
        if (stride * decoder.image_height != capacity) {
            strcpy(info->message, "the size changed while reading");
            longjmp(errors.escape, 1);
        }
        jpeg_start_decompress(&decoder);
        while (decoder.output_scanline < decoder.output_height) {
            JSAMPROW row = destination + stride * decoder.output_scanline;
            jpeg_read_scanlines(&decoder, &row, 1);
        }
        // Reads on to the end marker, so that a file cut off behind the last row is noticed.
        jpeg_finish_decompress(&decoder);
    }
    jpeg_destroy_decompress(&decoder);
    return 1;
}

// Writes an RGB picture with full colour resolution into a block that the caller frees.
//
// Returns 1 on success; 0 with `info->message` set otherwise, and then there is no block.
__attribute__((noinline)) static inline int llexicorp_jpeg_write(
    const unsigned char *pixels,
    unsigned int width,
    unsigned int height,
    int quality,
    unsigned char **block,
    unsigned long *count,
    llexicorp_jpeg_info *info
) {
    struct jpeg_compress_struct encoder;
    llexicorp_jpeg_errors errors;

    memset(&encoder, 0, sizeof encoder);
    memset(&errors, 0, sizeof errors);
    memset(info, 0, sizeof *info);
    *block = NULL;
    *count = 0;
    errors.info = info;
    encoder.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = llexicorp_jpeg_exit;
    errors.base.output_message = llexicorp_jpeg_silence;
    if (setjmp(errors.escape)) {
        jpeg_destroy_compress(&encoder);
        // libjpeg may have moved its block without telling: better to lose one than to free a stale one.
        *block = NULL;
        return 0;
    }
    jpeg_create_compress(&encoder);
    jpeg_mem_dest(&encoder, block, count);
    encoder.image_width = width;
    encoder.image_height = height;
    encoder.input_components = 3;
    encoder.in_color_space = JCS_RGB;
    jpeg_set_defaults(&encoder);
    jpeg_set_quality(&encoder, quality, TRUE);
    encoder.dct_method = JDCT_ISLOW;
    encoder.optimize_coding = TRUE;
    // Saturated edges of tints smear where colour has half the resolution.
    for (int part = 0; part < encoder.num_components; part++) {
        encoder.comp_info[part].h_samp_factor = 1;
        encoder.comp_info[part].v_samp_factor = 1;
    }
    jpeg_start_compress(&encoder, TRUE);
    while (encoder.next_scanline < height) {
        JSAMPROW row = (JSAMPROW)(pixels + (size_t)width * 3 * encoder.next_scanline);
        jpeg_write_scanlines(&encoder, &row, 1);
    }
    jpeg_finish_compress(&encoder);
    jpeg_destroy_compress(&encoder);
    return 1;
}
