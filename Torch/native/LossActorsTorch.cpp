// The C interface between LossActors.Torch and libtorch: operators are found by schema name and called boxed, so any ATen
// operator is reachable through la_call. No exception crosses this boundary: a function that can fail returns a negative
// number and leaves its message in la_error() of the calling thread.
//
// A tensor handle is an owned c10::TensorImpl*: every handle given out holds one reference and ends in la_release.
// The same source builds against libtorch 1.13 and 2.x, with and without CUDA.

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>
#include <torch/version.h>

#include <dlfcn.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#define LA_EXPORT extern "C" __attribute__((visibility("default")))

LA_EXPORT int32_t la_version(char* out, int32_t capacity);

namespace {

enum Tag : int32_t {
  kNone = 0,
  kTensor = 1,
  kInt = 2,
  kDouble = 3,
  kBool = 4,
  kIntList = 5,
  kDoubleList = 6,
  kTensorList = 7,
  kOptionalTensorList = 8,
  kString = 9,
  kDevice = 10,
  kBoolList = 11,
};

// Mirrors NativeValue in C#: 16 bytes.
struct Value {
  int32_t tag;
  int32_t count;
  union {
    int64_t integer;
    double real;
    void* pointer;
  };
};
static_assert(sizeof(Value) == 16, "NativeValue in C# has 16 bytes");

enum Formal : uint8_t { kAny, kFloat, kFloatList };

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Formal> formals;
  std::vector<c10::IValue> defaults;
  size_t required;
};

// c10::optional in 1.x and std::optional later, without naming either.
template <template <class...> class Optional, class T>
Optional<at::Tensor> rebind(const Optional<T>&);
using OptionalTensor = decltype(rebind(
    std::declval<c10::Dispatcher&>().findSchema(std::declval<const c10::OperatorName&>())));

thread_local std::string last_error;
thread_local std::vector<c10::IValue> stack;
thread_local std::vector<Value> results;

int fail(const std::string& message) noexcept {
  try {
    last_error = message;
  } catch (...) {
  }
  return -1;
}

// Called inside a catch block only.
int fail_with_current_exception() noexcept {
  try {
    throw;
  } catch (const c10::Error& e) {
    return fail(e.what_without_backtrace());
  } catch (const std::exception& e) {
    return fail(e.what());
  } catch (...) {
    return fail("libtorch threw an exception of an unknown type");
  }
}

template <class Body>
auto guarded(Body body) noexcept -> decltype(body()) {
  try {
    return body();
  } catch (...) {
    return static_cast<decltype(body())>(fail_with_current_exception());
  }
}

template <class Body>
void* guarded_pointer(Body body) noexcept {
  try {
    return body();
  } catch (...) {
    fail_with_current_exception();
    return nullptr;
  }
}

using Owner = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

c10::TensorImpl* impl(void* handle) {
  return static_cast<c10::TensorImpl*>(handle);
}

at::Tensor borrow(void* handle) {
  if (handle == nullptr) return at::Tensor();
  c10::raw::intrusive_ptr::incref(impl(handle));
  return at::Tensor(Owner::reclaim(impl(handle)));
}

void* give(at::Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

at::ScalarType scalar_type(int32_t dtype) {
  return static_cast<at::ScalarType>(dtype);
}

at::Device device_of(int32_t type, int32_t index) {
  return at::Device(static_cast<at::DeviceType>(type), static_cast<at::DeviceIndex>(index));
}

c10::IValue to_ivalue(const Value& v, Formal formal) {
  switch (v.tag) {
    case kNone:
      return c10::IValue();
    case kTensor:
      return borrow(v.pointer);
    case kInt:
      if (formal == kFloat) return static_cast<double>(v.integer);
      return v.integer;
    case kDouble:
      return v.real;
    case kBool:
      return v.integer != 0;
    case kIntList: {
      auto data = static_cast<const int64_t*>(v.pointer);
      if (formal == kFloatList) return std::vector<double>(data, data + v.count);
      return c10::IntArrayRef(data, static_cast<size_t>(v.count));
    }
    case kDoubleList: {
      auto data = static_cast<const double*>(v.pointer);
      return std::vector<double>(data, data + v.count);
    }
    case kBoolList: {
      auto data = static_cast<const int64_t*>(v.pointer);
      c10::List<bool> list;
      for (int32_t i = 0; i < v.count; i++) list.push_back(data[i] != 0);
      return list;
    }
    case kTensorList: {
      auto data = static_cast<void* const*>(v.pointer);
      c10::List<at::Tensor> list;
      list.reserve(v.count);
      for (int32_t i = 0; i < v.count; i++) list.push_back(borrow(data[i]));
      return list;
    }
    case kOptionalTensorList: {
      auto data = static_cast<void* const*>(v.pointer);
      c10::List<OptionalTensor> list;
      list.reserve(v.count);
      for (int32_t i = 0; i < v.count; i++)
        list.push_back(data[i] ? OptionalTensor(borrow(data[i])) : OptionalTensor());
      return list;
    }
    case kString:
      return std::string(static_cast<const char*>(v.pointer), static_cast<size_t>(v.count));
    case kDevice:
      return device_of(static_cast<int32_t>(v.integer), v.count);
    default:
      TORCH_CHECK(false, "unknown argument tag ", v.tag);
  }
}

Value tensor_value(at::Tensor tensor) {
  Value v{};
  v.pointer = give(std::move(tensor));
  v.tag = v.pointer ? kTensor : kNone;
  return v;
}

Value integer_value(Tag tag, int64_t integer) {
  Value v{};
  v.tag = tag;
  v.integer = integer;
  return v;
}

// Lists are flattened: a header with the count, then the elements.
void append(std::vector<Value>& out, c10::IValue&& value) {
  if (value.isTensor()) {
    out.push_back(tensor_value(std::move(value).toTensor()));
  } else if (value.isNone()) {
    out.push_back(Value{});
  } else if (value.isBool()) {
    out.push_back(integer_value(kBool, value.toBool()));
  } else if (value.isInt()) {
    out.push_back(integer_value(kInt, value.toInt()));
  } else if (value.isDouble()) {
    Value v{};
    v.tag = kDouble;
    v.real = value.toDouble();
    out.push_back(v);
  } else if (value.isTensorList()) {
    auto list = value.toTensorVector();
    Value header = integer_value(kTensorList, 0);
    header.count = static_cast<int32_t>(list.size());
    out.push_back(header);
    for (auto& t : list) out.push_back(tensor_value(std::move(t)));
  } else if (value.isIntList()) {
    auto list = value.toIntVector();
    Value header = integer_value(kIntList, 0);
    header.count = static_cast<int32_t>(list.size());
    out.push_back(header);
    for (auto i : list) out.push_back(integer_value(kInt, i));
  } else if (value.isTuple()) {
    for (const auto& element : value.toTupleRef().elements()) append(out, c10::IValue(element));
  } else {
    TORCH_CHECK(false, "results of type ", value.tagKind(), " are not carried across");
  }
}

void release_values(std::vector<Value>& values) {
  for (auto& v : values)
    if (v.tag == kTensor) Owner::reclaim(impl(v.pointer));
  values.clear();
}

int deliver(Value* out, int32_t capacity) {
  auto count = static_cast<int32_t>(results.size());
  if (count <= capacity) {
    std::copy(results.begin(), results.end(), out);
    results.clear();
  }
  return count;
}

void push_arguments(const Operator& op, const Value* args, int32_t count) {
  auto formals = op.formals.size();
  auto given = static_cast<size_t>(count);
  TORCH_CHECK(given <= formals, "takes ", formals, " arguments, ", given, " were given");
  TORCH_CHECK(given >= op.required, "takes at least ", op.required, " arguments, ", given, " were given");
  for (size_t i = 0; i < given; i++) stack.push_back(to_ivalue(args[i], op.formals[i]));
  for (size_t i = given; i < formals; i++) stack.push_back(op.defaults[i]);
}

// The shim's own library, whose dependencies include whatever BLAS libtorch uses; RTLD_DEFAULT would not see them,
// because .NET loads libraries locally.
void* symbol(const char* name) {
  static void* self = [] {
    Dl_info info{};
    if (!dladdr(reinterpret_cast<const void*>(&la_version), &info)) return static_cast<void*>(nullptr);
    return dlopen(info.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
  }();
  return self ? dlsym(self, name) : nullptr;
}

// CUDA's driver interface is loaded by hand: its functions are stable across versions and the toolkit's headers need not
// be installed to build against a libtorch that has CUDA.
struct Driver {
  using Result = int;
  Result (*device_get)(int*, int) = nullptr;
  Result (*device_name)(char*, int, int) = nullptr;
  Result (*context_retain)(void**, int) = nullptr;
  Result (*context_release)(int) = nullptr;
  Result (*context_push)(void*) = nullptr;
  Result (*context_pop)(void**) = nullptr;
  Result (*context_synchronize)() = nullptr;
  Result (*memory_info)(size_t*, size_t*) = nullptr;
  Result (*init)(unsigned) = nullptr;

  static const Driver& get() {
    static Driver driver;
    TORCH_CHECK(driver.memory_info && driver.device_name, "the NVIDIA driver library libcuda.so.1 cannot be loaded");
    return driver;
  }

  template <class Body>
  void with_device(int index, Body body) const {
    int device = 0;
    check(init(0), "cuInit");
    check(device_get(&device, index), "cuDeviceGet");
    void* context = nullptr;
    check(context_retain(&context, device), "cuDevicePrimaryCtxRetain");
    int result = context_push(context);
    if (result == 0) {
      result = body();
      context_pop(&context);
    }
    context_release(device);
    check(result, "the call");
  }

  static void check(Result result, const char* what) {
    TORCH_CHECK(result == 0, "CUDA driver: ", what, " returned error ", result);
  }

 private:
  Driver() {
    void* library = dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (!library) return;
    load(library, "cuInit", init);
    load(library, "cuDeviceGet", device_get);
    load(library, "cuDeviceGetName", device_name);
    load(library, "cuDevicePrimaryCtxRetain", context_retain);
    load(library, "cuDevicePrimaryCtxRelease_v2", context_release);
    load(library, "cuCtxPushCurrent_v2", context_push);
    load(library, "cuCtxPopCurrent_v2", context_pop);
    load(library, "cuCtxSynchronize", context_synchronize);
    load(library, "cuMemGetInfo_v2", memory_info);
  }

  template <class F>
  static void load(void* library, const char* name, F& f) {
    f = reinterpret_cast<F>(dlsym(library, name));
  }
};

int32_t copy_text(const std::string& text, char* out, int32_t capacity) {
  auto n = std::min<size_t>(text.size(), static_cast<size_t>(capacity));
  std::memcpy(out, text.data(), n);
  return static_cast<int32_t>(text.size());
}

} // namespace

// ---- the library ------------------------------------------------------------------------------------------------------

// Text functions return the full length and copy at most capacity bytes, without a terminator.
LA_EXPORT int32_t la_version(char* out, int32_t capacity) {
  return copy_text(TORCH_VERSION, out, capacity);
}

LA_EXPORT int32_t la_error(char* out, int32_t capacity) {
  return copy_text(last_error, out, capacity);
}

// OpenMP's thread count belongs to the calling thread; OpenBLAS's, where OpenBLAS is what libtorch uses, to the process.
LA_EXPORT int32_t la_set_num_threads(int32_t threads, int32_t blas_threads) {
  return guarded([&] {
    // libtorch initialises each thread at its first parallel operator to the count that any thread set last; done
    // first, it cannot undo this thread's own.
    at::get_num_threads();
    at::set_num_threads(threads);
    using Set = void (*)(int);
    if (auto set = reinterpret_cast<Set>(symbol("openblas_set_num_threads"))) set(blas_threads);
    return 0;
  });
}

LA_EXPORT int32_t la_get_num_threads() {
  return guarded([] { return at::get_num_threads(); });
}

LA_EXPORT int32_t la_blas_threads() {
  using Get = int (*)();
  auto get = reinterpret_cast<Get>(symbol("openblas_get_num_threads"));
  return get ? get() : 0;
}

LA_EXPORT int32_t la_manual_seed(uint64_t seed) {
  return guarded([&] {
    at::manual_seed(seed);
    return 0;
  });
}

LA_EXPORT int32_t la_set_deterministic(int32_t on) {
  return guarded([&] {
    at::globalContext().setDeterministicAlgorithms(on != 0, false);
    at::globalContext().setDeterministicCuDNN(on != 0);
    if (on) at::globalContext().setBenchmarkCuDNN(false);
    return 0;
  });
}

// Of the calling thread. Returns 0 where the processor has no such mode.
LA_EXPORT int32_t la_set_flush_denormal(int32_t on) {
  return guarded([&] { return at::globalContext().setFlushDenormal(on != 0) ? 1 : 0; });
}

LA_EXPORT int32_t la_grad_enabled() {
  return c10::GradMode::is_enabled() ? 1 : 0;
}

LA_EXPORT void la_set_grad_enabled(int32_t on) {
  c10::GradMode::set_enabled(on != 0);
}

LA_EXPORT void* la_inference_enter() {
  return guarded_pointer([]() -> void* { return new c10::InferenceMode(true); });
}

// On the thread that entered, innermost first.
LA_EXPORT void la_inference_leave(void* guard) {
  delete static_cast<c10::InferenceMode*>(guard);
}

// ---- operators --------------------------------------------------------------------------------------------------------

// One handle for each operator, which lives as long as the process. Null if libtorch has no such operator.
LA_EXPORT void* la_find(const char* name, const char* overload) {
  return guarded_pointer([&]() -> void* {
    static std::mutex lock;
    static std::map<std::pair<std::string, std::string>, Operator*> known;
    std::lock_guard<std::mutex> held(lock);
    auto& entry = known[{name, overload}];
    if (entry) return entry;
    auto found = c10::Dispatcher::singleton().findSchema(c10::OperatorName(name, overload));
    TORCH_CHECK(found.has_value(), "libtorch " TORCH_VERSION " has no operator ", name, overload[0] ? "." : "", overload);
    auto op = std::make_unique<Operator>(Operator{*found, {}, {}, 0});
    for (const auto& argument : found->schema().arguments()) {
      auto text = argument.type()->str();
      op->formals.push_back(text == "float" || text == "float?" ? kFloat
          : text == "float[]" || text == "float[]?"            ? kFloatList
                                                               : kAny);
      auto value = argument.default_value();
      if (!value.has_value()) op->required = op->formals.size();
      op->defaults.push_back(value.has_value() ? *value : c10::IValue());
    }
    return entry = op.release();
  });
}

LA_EXPORT int32_t la_schema(void* op, char* out, int32_t capacity) {
  return guarded([&] {
    std::ostringstream text;
    text << static_cast<Operator*>(op)->handle.schema();
    return copy_text(text.str(), out, capacity);
  });
}

// Returns the number of results after flattening. If there are more than capacity they wait for la_results.
// A capacity of -1 drops them.
LA_EXPORT int32_t la_call(void* op, const Value* args, int32_t count, Value* out, int32_t capacity) {
  try {
    const auto& operation = *static_cast<const Operator*>(op);
    stack.clear();
    push_arguments(operation, args, count);
    operation.handle.callBoxed(&stack);
    if (capacity < 0) {
      stack.clear();
      return 0;
    }
    if (stack.size() == 1 && capacity > 0 && stack[0].isTensor()) {
      out[0] = tensor_value(std::move(stack[0]).toTensor());
      stack.clear();
      return 1;
    }
    release_values(results);
    for (auto& value : stack) append(results, std::move(value));
    stack.clear();
    return deliver(out, capacity);
  } catch (...) {
    stack.clear();
    return fail_with_current_exception();
  }
}

LA_EXPORT int32_t la_results(Value* out, int32_t capacity) {
  return deliver(out, capacity);
}

// Seconds for a number of la_call's of an operator with one result, without .NET: what the managed side is measured against.
LA_EXPORT double la_time_calls(void* op, const Value* args, int32_t count, int32_t calls) {
  auto start = std::chrono::steady_clock::now();
  for (int32_t i = 0; i < calls; i++) {
    Value out{};
    if (la_call(op, args, count, &out, 1) < 0) return -1;
    if (out.tag == kTensor) Owner::reclaim(impl(out.pointer));
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// ---- tensors ----------------------------------------------------------------------------------------------------------

LA_EXPORT void la_release(void* tensor) {
  Owner::reclaim(impl(tensor));
}

LA_EXPORT void la_release_all(void* const* tensors, int32_t count) {
  for (int32_t i = 0; i < count; i++) Owner::reclaim(impl(tensors[i]));
}

LA_EXPORT void* la_share(void* tensor) {
  c10::raw::intrusive_ptr::incref(impl(tensor));
  return tensor;
}

// Copies count elements of the same type from host memory into a new tensor on the CPU.
LA_EXPORT void* la_from_data(const void* data, int64_t bytes, const int64_t* sizes, int32_t dim, int32_t dtype) {
  return guarded_pointer([&]() -> void* {
    auto tensor = at::empty(c10::IntArrayRef(sizes, static_cast<size_t>(dim)), at::TensorOptions().dtype(scalar_type(dtype)));
    TORCH_CHECK(static_cast<int64_t>(tensor.nbytes()) == bytes, "the shape needs ", tensor.nbytes(), " bytes, ", bytes, " were given");
    if (bytes > 0) std::memcpy(tensor.data_ptr(), data, static_cast<size_t>(bytes));
    return give(std::move(tensor));
  });
}

// Copies all elements, converted to dtype, in row-major order to host memory.
LA_EXPORT int32_t la_copy_out(void* tensor, void* data, int64_t bytes, int32_t dtype) {
  return guarded([&] {
    auto host = borrow(tensor).detach().to(at::kCPU, scalar_type(dtype)).contiguous();
    TORCH_CHECK(static_cast<int64_t>(host.nbytes()) == bytes, "the tensor has ", host.nbytes(), " bytes, the span ", bytes);
    if (bytes > 0) std::memcpy(data, host.data_ptr(), static_cast<size_t>(bytes));
    return 0;
  });
}

// Overwrites all elements, in row-major order, from host memory of the given type; autograd does not see it.
LA_EXPORT int32_t la_copy_in(void* tensor, const void* data, int64_t count, int32_t dtype) {
  return guarded([&] {
    auto target = borrow(tensor);
    TORCH_CHECK(target.numel() == count, "the tensor has ", target.numel(), " elements, the span ", count);
    c10::AutoGradMode off(false);
    auto source = at::from_blob(const_cast<void*>(data), target.sizes(), at::TensorOptions().dtype(scalar_type(dtype)));
    target.copy_(source);
    return 0;
  });
}

LA_EXPORT int32_t la_dim(void* tensor) {
  return static_cast<int32_t>(impl(tensor)->dim());
}

LA_EXPORT void la_sizes(void* tensor, int64_t* out) {
  auto sizes = impl(tensor)->sizes();
  std::copy(sizes.begin(), sizes.end(), out);
}

LA_EXPORT void la_strides(void* tensor, int64_t* out) {
  auto strides = impl(tensor)->strides();
  std::copy(strides.begin(), strides.end(), out);
}

LA_EXPORT int64_t la_numel(void* tensor) {
  return impl(tensor)->numel();
}

LA_EXPORT int32_t la_dtype(void* tensor) {
  return static_cast<int32_t>(c10::typeMetaToScalarType(impl(tensor)->dtype()));
}

// Type in the low byte, index in the next two, as a signed 16-bit number.
LA_EXPORT int32_t la_device(void* tensor) {
  auto device = impl(tensor)->device();
  return static_cast<int32_t>(static_cast<uint8_t>(device.type())) | (static_cast<int32_t>(device.index()) << 8);
}

// The first element's address if the tensor is contiguous and on the CPU, else null.
LA_EXPORT void* la_data(void* tensor) {
  auto t = impl(tensor);
  if (!t->device().is_cpu() || !t->is_contiguous() || !t->has_storage()) return nullptr;
  return guarded_pointer([&]() -> void* { return borrow(tensor).data_ptr(); });
}

LA_EXPORT int32_t la_same(void* left, void* right) {
  return left == right ? 1 : 0;
}

// ---- autograd ---------------------------------------------------------------------------------------------------------

LA_EXPORT int32_t la_requires_grad(void* tensor) {
  return impl(tensor)->requires_grad() ? 1 : 0;
}

LA_EXPORT int32_t la_set_requires_grad(void* tensor, int32_t on) {
  return guarded([&] {
    auto t = borrow(tensor);
    TORCH_CHECK(t.is_leaf() || on, "only a leaf can stop requiring a gradient; use detach()");
    t.set_requires_grad(on != 0);
    return 0;
  });
}

LA_EXPORT int32_t la_is_leaf(void* tensor) {
  return guarded([&] { return borrow(tensor).is_leaf() ? 1 : 0; });
}

// Null without an error if there is no gradient.
LA_EXPORT void* la_grad(void* tensor) {
  return guarded_pointer([&]() -> void* { return give(impl(tensor)->grad()); });
}

LA_EXPORT int32_t la_set_grad(void* tensor, void* grad) {
  return guarded([&] {
    auto gradient = borrow(grad);
    if (gradient.defined()) {
      auto t = borrow(tensor);
      TORCH_CHECK(
          gradient.sizes() == t.sizes() && gradient.scalar_type() == t.scalar_type() && gradient.device() == t.device(),
          "a gradient has its tensor's shape ", t.sizes(), ", element type and device; this one is of shape ", gradient.sizes());
    }
    impl(tensor)->mutable_grad() = std::move(gradient);
    return 0;
  });
}

LA_EXPORT int32_t la_clear_grads(void* const* tensors, int32_t count) {
  return guarded([&] {
    for (int32_t i = 0; i < count; i++)
      if (impl(tensors[i])->grad().defined()) impl(tensors[i])->mutable_grad() = at::Tensor();
    return 0;
  });
}

LA_EXPORT int32_t la_set_data(void* tensor, void* data) {
  return guarded([&] {
    borrow(tensor).set_data(borrow(data));
    return 0;
  });
}

LA_EXPORT int32_t la_backward(void* tensor, void* grad, int32_t retain_graph, int32_t create_graph) {
  return guarded([&] {
    borrow(tensor).backward(borrow(grad), retain_graph != 0, create_graph != 0);
    return 0;
  });
}

// grad_outputs may be null (scalar outputs). An input that the outputs do not depend on gives a null handle if allowed.
LA_EXPORT int32_t la_autograd_grad(
    void* const* outputs, void* const* grad_outputs, int32_t output_count, void* const* inputs, int32_t input_count,
    int32_t retain_graph, int32_t create_graph, int32_t allow_unused, void** out) {
  return guarded([&] {
    torch::autograd::variable_list roots, seeds, leaves;
    for (int32_t i = 0; i < output_count; i++) roots.push_back(borrow(outputs[i]));
    if (grad_outputs)
      for (int32_t i = 0; i < output_count; i++) seeds.push_back(borrow(grad_outputs[i]));
    for (int32_t i = 0; i < input_count; i++) leaves.push_back(borrow(inputs[i]));
    auto grads = torch::autograd::grad(roots, leaves, seeds, retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (int32_t i = 0; i < input_count; i++) out[i] = give(std::move(grads[static_cast<size_t>(i)]));
    return 0;
  });
}

struct StepView {
  float* weight;
  const float* gradient;
  int64_t count;
};

// For optimisers that update small networks in one pass: 1 and the memory of a parameter and its gradient, 0 if it has no
// gradient, -1 if the two are not float32, contiguous, of one shape and on the CPU. Counts as an in-place change for autograd.
LA_EXPORT int32_t la_step_view(void* parameter, StepView* out) {
  auto weight = impl(parameter);
  const auto& grad = weight->grad();
  if (!grad.defined()) return 0;
  auto gradient = grad.unsafeGetTensorImpl();
  for (auto t : {weight, gradient}) {
    if (!t->has_storage() || !t->device().is_cpu() || !t->is_contiguous()) return -1;
    if (c10::typeMetaToScalarType(t->dtype()) != at::kFloat) return -1;
  }
  if (weight->numel() != gradient->numel()) return -1;
  return guarded([&] {
    out->weight = static_cast<float*>(borrow(parameter).data_ptr());
    out->gradient = static_cast<const float*>(grad.data_ptr());
    out->count = weight->numel();
    weight->bump_version();
    return 1;
  });
}

// ---- CUDA -------------------------------------------------------------------------------------------------------------

LA_EXPORT int32_t la_cuda_device_count() {
  return guarded([] {
    if (!c10::impl::hasDeviceGuardImpl(at::DeviceType::CUDA)) return 0;
    return static_cast<int>(c10::impl::getDeviceGuardImpl(at::DeviceType::CUDA)->deviceCount());
  });
}

LA_EXPORT int32_t la_cuda_memory(int32_t device, int64_t* free_bytes, int64_t* total_bytes) {
  return guarded([&] {
    size_t free = 0, total = 0;
    const auto& driver = Driver::get();
    driver.with_device(device, [&] { return driver.memory_info(&free, &total); });
    *free_bytes = static_cast<int64_t>(free);
    *total_bytes = static_cast<int64_t>(total);
    return 0;
  });
}

LA_EXPORT int32_t la_cuda_name(int32_t device, char* out, int32_t capacity) {
  return guarded([&] {
    char name[256] = {};
    int id = 0;
    const auto& driver = Driver::get();
    Driver::check(driver.init(0), "cuInit");
    Driver::check(driver.device_get(&id, device), "cuDeviceGet");
    Driver::check(driver.device_name(name, sizeof(name) - 1, id), "cuDeviceGetName");
    return copy_text(name, out, capacity);
  });
}

LA_EXPORT int32_t la_cuda_synchronize(int32_t device) {
  return guarded([&] {
    const auto& driver = Driver::get();
    driver.with_device(device, [&] { return driver.context_synchronize(); });
    return 0;
  });
}

// ---- TorchScript ------------------------------------------------------------------------------------------------------

using ScriptModule = torch::jit::Module;

LA_EXPORT void* la_script_load(const char* path, int32_t device_type, int32_t device_index) {
  return guarded_pointer([&]() -> void* {
    return new ScriptModule(torch::jit::load(path, device_of(device_type, device_index)));
  });
}

LA_EXPORT void la_script_release(void* module) {
  delete static_cast<ScriptModule*>(module);
}

LA_EXPORT int32_t la_script_train(void* module, int32_t on) {
  return guarded([&] {
    static_cast<ScriptModule*>(module)->train(on != 0);
    return 0;
  });
}

LA_EXPORT int32_t la_script_to(void* module, int32_t device_type, int32_t device_index) {
  return guarded([&] {
    static_cast<ScriptModule*>(module)->to(device_of(device_type, device_index));
    return 0;
  });
}

LA_EXPORT int32_t la_script_forward(void* module, const Value* args, int32_t count, Value* out, int32_t capacity) {
  return guarded([&] {
    std::vector<c10::IValue> inputs;
    for (int32_t i = 0; i < count; i++) inputs.push_back(to_ivalue(args[i], kAny));
    auto result = static_cast<ScriptModule*>(module)->forward(std::move(inputs));
    release_values(results);
    append(results, std::move(result));
    return deliver(out, capacity);
  });
}

// The tensors wait for la_results; their names come separated by line feeds.
LA_EXPORT int32_t la_script_tensors(void* module, int32_t buffers, char* names, int32_t capacity) {
  return guarded([&] {
    std::string text;
    release_values(results);
    auto add = [&](const std::string& name, const at::Tensor& tensor) {
      if (!text.empty()) text += '\n';
      text += name;
      results.push_back(tensor_value(tensor));
    };
    const auto& script = *static_cast<ScriptModule*>(module);
    if (buffers)
      for (const auto& entry : script.named_buffers()) add(entry.name, entry.value);
    else
      for (const auto& entry : script.named_parameters()) add(entry.name, entry.value);
    return copy_text(text, names, capacity);
  });
}
