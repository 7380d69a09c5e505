// oneDNN: convolutions on feature maps in blocks of channels.
//
// Descriptors are structures in version 2 and handles in version 3, so what differs between the two
// stays in here, behind functions that Swift can call on either.
#pragma once
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <dnnl.h>

// A convolution's shape. Lengths are of the whole tensors, groups included.
typedef struct {
    int64_t images, inputs, outputs, groups;
    int64_t height, width, output_height, output_width;
    int64_t kernel_height, kernel_width, stride_height, stride_width;
    int64_t dilation_height, dilation_width;
    int64_t top, left, bottom, right;
    int block;          // channels a block: 8 or 16
    int transposed;     // the way back, from output to input
    int winograd;       // whether Winograd's algorithm is wanted
    int plain_input;    // whether the input is row-major
    int has_bias;
    int clips;          // whether values below zero become zero
} convolution_shape;

// A convolution ready to run, without its data.
typedef struct {
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    dnnl_primitive_desc_t description;
    dnnl_primitive_t primitive;
    int transposed;
    int64_t weight_dims[5];
    int weight_axes;
} convolution_handle;

#if DNNL_VERSION_MAJOR >= 3
typedef const_dnnl_memory_desc_t convolution_layout;
#else
typedef const dnnl_memory_desc_t *convolution_layout;
#endif

static inline convolution_layout convolution_query(convolution_handle *handle, dnnl_query_t what) {
    return dnnl_primitive_desc_query_md(handle->description, what, 0);
}

static inline convolution_layout convolution_weight_layout(convolution_handle *handle) {
    return convolution_query(handle, dnnl_query_weights_md);
}

static inline size_t convolution_layout_bytes(convolution_layout layout) {
    return dnnl_memory_desc_get_size(layout);
}

// How much room a run needs besides its data.
static inline size_t convolution_scratch_bytes(convolution_handle *handle) {
    convolution_layout layout = convolution_query(handle, dnnl_query_scratchpad_md);
    return layout ? dnnl_memory_desc_get_size(layout) : 0;
}

// The name of the kernel that oneDNN chose, such as jit:avx512_core.
static inline const char *convolution_kernel_name(convolution_handle *handle) {
    const char *name = "";
    dnnl_primitive_desc_query(handle->description, dnnl_query_impl_info_str, 0, (void *)&name);
    return name;
}

static inline void convolution_destroy(convolution_handle *handle) {
    if (!handle) return;
    if (handle->primitive) dnnl_primitive_destroy(handle->primitive);
    if (handle->description) dnnl_primitive_desc_destroy(handle->description);
    free(handle);
}

// The processor's engine and a stream, or null; both are made once and live on.
static inline dnnl_engine_t convolution_engine(void) {
    dnnl_engine_t engine = NULL;
    if (dnnl_engine_create(&engine, dnnl_cpu, 0) != dnnl_success) return NULL;
    return engine;
}

static inline dnnl_stream_t convolution_stream(dnnl_engine_t engine) {
    dnnl_stream_t stream = NULL;
    if (dnnl_stream_create(&stream, engine, dnnl_stream_default_flags) != dnnl_success) return NULL;
    return stream;
}

#if DNNL_VERSION_MAJOR >= 3
static inline dnnl_status_t convolution_layout_make(
    dnnl_memory_desc_t *layout, int axes, const int64_t *dims, dnnl_format_tag_t tag
) {
    return dnnl_memory_desc_create_with_tag(layout, axes, dims, dnnl_f32, tag);
}
static inline void convolution_layout_free(dnnl_memory_desc_t *layout) {
    if (*layout) dnnl_memory_desc_destroy(*layout);
}
#define CONVOLUTION_LAYOUT(layout) (layout)
#else
static inline dnnl_status_t convolution_layout_make(
    dnnl_memory_desc_t *layout, int axes, const int64_t *dims, dnnl_format_tag_t tag
) {
    return dnnl_memory_desc_init_by_tag(layout, axes, dims, dnnl_f32, tag);
}
static inline void convolution_layout_free(dnnl_memory_desc_t *layout) { (void)layout; }
#define CONVOLUTION_LAYOUT(layout) (&(layout))
#endif

static inline dnnl_status_t convolution_attributes(dnnl_primitive_attr_t *attributes, int clips) {
    dnnl_status_t status = dnnl_primitive_attr_create(attributes);
    if (status != dnnl_success) return status;
    // Scratch memory of our own: the library's belongs to the thread that made the primitive.
    status = dnnl_primitive_attr_set_scratchpad_mode(*attributes, dnnl_scratchpad_mode_user);
    if (status != dnnl_success || !clips) return status;
    dnnl_post_ops_t after = NULL;
    status = dnnl_post_ops_create(&after);
    if (status != dnnl_success) return status;
#if DNNL_VERSION_MAJOR >= 3
    status = dnnl_post_ops_append_eltwise(after, dnnl_eltwise_relu, 0, 0);
#else
    status = dnnl_post_ops_append_eltwise(after, 1, dnnl_eltwise_relu, 0, 0);
#endif
    if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(*attributes, after);
    dnnl_post_ops_destroy(after);
    return status;
}

// Prepares a convolution, or gives null where oneDNN has none for the shape.
static inline convolution_handle *convolution_create(
    dnnl_engine_t engine, dnnl_stream_t stream, const convolution_shape *shape
) {
    const int blocked = shape->block == 16 ? dnnl_nChw16c : dnnl_nChw8c;
    const int64_t source_dims[4] = {shape->images, shape->inputs, shape->height, shape->width};
    const int64_t result_dims[4] = {
        shape->images, shape->outputs, shape->output_height, shape->output_width};
    const int64_t strides[2] = {shape->stride_height, shape->stride_width};
    const int64_t dilations[2] = {shape->dilation_height - 1, shape->dilation_width - 1};
    const int64_t before[2] = {shape->top, shape->left};
    const int64_t behind[2] = {shape->bottom, shape->right};
    convolution_handle *handle = (convolution_handle *)calloc(1, sizeof *handle);
    if (!handle) return NULL;
    handle->engine = engine;
    handle->stream = stream;
    handle->transposed = shape->transposed;
    int64_t *dims = handle->weight_dims;
    if (shape->groups > 1) {
        handle->weight_axes = 5;
        dims[0] = shape->groups;
        dims[1] = shape->outputs / shape->groups;
        dims[2] = shape->inputs / shape->groups;
        dims[3] = shape->kernel_height;
        dims[4] = shape->kernel_width;
    } else {
        handle->weight_axes = 4;
        dims[0] = shape->outputs;
        dims[1] = shape->inputs;
        dims[2] = shape->kernel_height;
        dims[3] = shape->kernel_width;
    }
    // Not "inference": there Winograd's weights are transformed when packed, by one slow thread and
    // into four times the memory, which one photo never earns back.
    dnnl_memory_desc_t source = {0}, weights = {0}, bias = {0}, result = {0};
    dnnl_primitive_attr_t attributes = NULL;
    dnnl_primitive_desc_t forward = NULL;
    const dnnl_alg_kind_t algorithm =
        shape->winograd ? dnnl_convolution_winograd : dnnl_convolution_direct;
    dnnl_status_t status = convolution_layout_make(
        &source, 4, source_dims,
        shape->plain_input ? dnnl_nchw : (dnnl_format_tag_t)blocked);
    if (status == dnnl_success)
        status = convolution_layout_make(
            &weights, handle->weight_axes, dims, dnnl_format_tag_any);
    if (status == dnnl_success)
        status = convolution_layout_make(&bias, 1, result_dims + 1, dnnl_x);
    if (status == dnnl_success)
        status = convolution_layout_make(&result, 4, result_dims, (dnnl_format_tag_t)blocked);
    if (status == dnnl_success) status = convolution_attributes(&attributes, shape->clips);
#if DNNL_VERSION_MAJOR >= 3
    if (status == dnnl_success)
        status = dnnl_convolution_forward_primitive_desc_create(
            &forward, engine, dnnl_forward_training,
            shape->transposed ? dnnl_convolution_direct : algorithm, source, weights,
            shape->has_bias ? bias : NULL, result, strides, dilations, before, behind,
            shape->transposed ? NULL : attributes);
    if (status == dnnl_success && shape->transposed)
        status = dnnl_convolution_backward_data_primitive_desc_create(
            &handle->description, engine, algorithm, source, weights, result, strides, dilations,
            before, behind, forward, attributes);
#else
    dnnl_convolution_desc_t described;
    if (status == dnnl_success)
        status = dnnl_dilated_convolution_forward_desc_init(
            &described, dnnl_forward_training,
            shape->transposed ? dnnl_convolution_direct : algorithm, &source, &weights,
            shape->has_bias ? &bias : NULL, &result, strides, dilations, before, behind);
    if (status == dnnl_success)
        status = dnnl_primitive_desc_create(
            &forward, &described, shape->transposed ? NULL : attributes, engine, NULL);
    if (status == dnnl_success && shape->transposed) {
        status = dnnl_dilated_convolution_backward_data_desc_init(
            &described, algorithm, &source, &weights, &result, strides, dilations, before, behind);
        if (status == dnnl_success)
            status = dnnl_primitive_desc_create(
                &handle->description, &described, attributes, engine, forward);
    }
#endif
    if (shape->transposed) {
        if (forward) dnnl_primitive_desc_destroy(forward);
    } else {
        handle->description = forward;
    }
    if (status == dnnl_success)
        status = dnnl_primitive_create(&handle->primitive, handle->description);
    if (attributes) dnnl_primitive_attr_destroy(attributes);
    convolution_layout_free(&source);
    convolution_layout_free(&weights);
    convolution_layout_free(&bias);
    convolution_layout_free(&result);
    if (status == dnnl_success) return handle;
    convolution_destroy(handle);
    return NULL;
}

// Whether weights packed for one convolution serve another.
static inline int convolution_same_weights(convolution_handle *one, convolution_handle *other) {
    return dnnl_memory_desc_equal(convolution_weight_layout(one), convolution_weight_layout(other));
}

// Weights `[O, I / groups, kH, kW]` in the order a convolution wants, or null.
static inline dnnl_memory_t convolution_pack(convolution_handle *handle, const float *weights) {
    dnnl_memory_desc_t plain = {0};
    dnnl_memory_t from = NULL, to = NULL;
    dnnl_primitive_desc_t description = NULL;
    dnnl_primitive_t reorder = NULL;
    dnnl_status_t status = convolution_layout_make(
        &plain, handle->weight_axes, handle->weight_dims,
        handle->weight_axes == 5 ? dnnl_goihw : dnnl_oihw);
    if (status == dnnl_success)
        status = dnnl_memory_create(
            &from, CONVOLUTION_LAYOUT(plain), handle->engine, (void *)weights);
    if (status == dnnl_success)
        status = dnnl_memory_create(
            &to, convolution_weight_layout(handle), handle->engine, DNNL_MEMORY_ALLOCATE);
    if (status == dnnl_success)
        status = dnnl_reorder_primitive_desc_create(
            &description, CONVOLUTION_LAYOUT(plain), handle->engine,
            convolution_weight_layout(handle), handle->engine, NULL);
    if (status == dnnl_success) status = dnnl_primitive_create(&reorder, description);
    if (status == dnnl_success) {
        const dnnl_exec_arg_t arguments[2] = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}};
        status = dnnl_primitive_execute(reorder, handle->stream, 2, arguments);
    }
    if (status == dnnl_success) status = dnnl_stream_wait(handle->stream);
    if (reorder) dnnl_primitive_destroy(reorder);
    if (description) dnnl_primitive_desc_destroy(description);
    if (from) dnnl_memory_destroy(from);
    convolution_layout_free(&plain);
    if (status == dnnl_success) return to;
    if (to) dnnl_memory_destroy(to);
    return NULL;
}

// Runs a convolution; gives 0, or oneDNN's status.
static inline int convolution_run(
    convolution_handle *handle, const float *input, dnnl_memory_t weights, const float *bias,
    float *output, void *scratch
) {
    dnnl_exec_arg_t arguments[5];
    dnnl_memory_t made[4] = {NULL, NULL, NULL, NULL};
    int count = 0;
    dnnl_status_t status = dnnl_success;
    arguments[count].arg = DNNL_ARG_WEIGHTS;
    arguments[count++].memory = weights;
    const int back = handle->transposed;
    const struct {
        int argument;
        dnnl_query_t layout;
        void *data;
    } parts[4] = {
        {back ? DNNL_ARG_DIFF_DST : DNNL_ARG_SRC,
         back ? dnnl_query_diff_dst_md : dnnl_query_src_md, (void *)input},
        {back ? DNNL_ARG_DIFF_SRC : DNNL_ARG_DST,
         back ? dnnl_query_diff_src_md : dnnl_query_dst_md, output},
        {DNNL_ARG_SCRATCHPAD, dnnl_query_scratchpad_md, scratch},
        {DNNL_ARG_BIAS, dnnl_query_weights_md, (void *)bias},
    };
    for (int index = 0; index < 4 && status == dnnl_success; index++) {
        if (!parts[index].data) continue;
        // The bias is the second of the weights.
        convolution_layout layout = dnnl_primitive_desc_query_md(
            handle->description, parts[index].layout, parts[index].argument == DNNL_ARG_BIAS);
        status = dnnl_memory_create(&made[index], layout, handle->engine, parts[index].data);
        arguments[count].arg = parts[index].argument;
        arguments[count++].memory = made[index];
    }
    if (status == dnnl_success)
        status = dnnl_primitive_execute(handle->primitive, handle->stream, count, arguments);
    if (status == dnnl_success) status = dnnl_stream_wait(handle->stream);
    for (int index = 0; index < 4; index++)
        if (made[index]) dnnl_memory_destroy(made[index]);
    return status;
}

// How many channels a block of this processor's vectors holds; 0 where oneDNN has no fast kernels.
static inline int convolution_block(void) {
    const dnnl_cpu_isa_t isa = dnnl_get_effective_cpu_isa();
    if ((isa & dnnl_cpu_isa_avx512_core) == dnnl_cpu_isa_avx512_core) return 16;
    if ((isa & dnnl_cpu_isa_sse41) == dnnl_cpu_isa_sse41) return 8;
    return 0;
}

// The OpenMP that oneDNN brought along: found at run time, since its development files belong to
// the compiler that oneDNN was built with.
typedef void (*openmp_set_threads)(int);
typedef void (*openmp_parallel)(void (*body)(void *), void *data, unsigned threads, unsigned flags);

static inline openmp_set_threads find_openmp_set_threads(void) {
    return (openmp_set_threads)dlsym(RTLD_DEFAULT, "omp_set_num_threads");
}

static inline openmp_parallel find_openmp_parallel(void) {
    return (openmp_parallel)dlsym(RTLD_DEFAULT, "GOMP_parallel");
}
