namespace LossActors.Torch;

public static unsafe partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A part of a network: owns parameters, buffers and other modules, in the order of their registration. Disposing it disposes all of them.
        /// What it owns belongs to no <see cref="DisposeScope"/>.
        /// </summary>
        public abstract class Module(string name) : IDisposable
        {
            readonly List<(string Name, Tensor Tensor, long FanIn)> ownParameters = [];
            readonly List<(string Name, Tensor Tensor)> ownBuffers = [];
            readonly List<(string Name, Module Module)> ownModules = [];

            /// <summary>The kind of module, such as <c>Linear</c>.</summary>
            public string GetName() => name;

            /// <summary>Whether this module behaves as in training (batch statistics, dropout).</summary>
            public bool training { get; private set; } = true;

            public abstract Tensor forward(Tensor input);

            /// <summary>All parameters, as <c>0.weight</c>, those of this module first.</summary>
            public IEnumerable<(string name, Tensor parameter)> named_parameters() =>
                Named(m => m.ownParameters.Select(p => (p.Name, p.Tensor)));

            public IEnumerable<Tensor> parameters() => named_parameters().Select(p => p.parameter);

            /// <summary>Tensors that belong to the state and are not trained, such as running means.</summary>
            public IEnumerable<(string name, Tensor buffer)> named_buffers() => Named(m => m.ownBuffers);

            public IEnumerable<Tensor> buffers() => named_buffers().Select(b => b.buffer);

            /// <summary>The modules directly inside this one.</summary>
            public IEnumerable<(string name, Module module)> named_children() => ownModules;

            public IEnumerable<Module> children() => ownModules.Select(m => m.Module);

            /// <summary>This module and all inside it.</summary>
            public IEnumerable<Module> modules() => ownModules.SelectMany(m => m.Module.modules()).Prepend(this);

            /// <summary>Number of trainable numbers.</summary>
            public long parameter_count() => parameters().Sum(p => p.numel());

            public Module train(bool on = true)
            {
                foreach (var module in modules())
                {
                    module.training = on;
                    module.OnTrain(on);
                }
                return this;
            }

            public Module eval() => train(false);

            /// <summary>Moves all parameters and buffers; they stay the same tensors, so an optimiser keeps working.</summary>
            public Module to(Device device) => Convert(t => t.to(device));

            /// <summary>Converts all parameters and floating-point buffers.</summary>
            public Module to(ScalarType type) => Convert(t => t.dtype is ScalarType.Int64 ? t.alias() : t.to(type));

            public void zero_grad()
            {
                foreach (var parameter in parameters())
                    parameter.grad = null;
            }

            /// <summary>
            /// Lets the caller draw the weights: called in order for every parameter that has a fan-in, with its name, its fan-in (the number of
            /// inputs that one output sums over) and its elements to be filled. PyTorch's default is uniform within ±1/√fan-in.
            /// </summary>
            public Module initialize(ParameterInitializer fill)
            {
                foreach (var (path, (tensor, fanIn)) in Named(m => m.ownParameters.Select(p => (p.Name, (p.Tensor, p.FanIn)))))
                {
                    if (fanIn == 0)
                        continue;
                    var values = new float[tensor.numel()];
                    fill(path, fanIn, values);
                    tensor.copy_from<float>(values);
                }
                return this;
            }

            /// <summary>Called when <see cref="training"/> is set.</summary>
            private protected virtual void OnTrain(bool on)
            {
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (var (_, tensor, _) in ownParameters)
                    tensor.Dispose();
                foreach (var (_, tensor) in ownBuffers)
                    tensor.Dispose();
                foreach (var (_, module) in ownModules)
                    module.Dispose();
            }

            /// <summary>Makes a tensor a parameter. With <paramref name="fan_in"/> 0 <see cref="initialize"/> leaves it as it is.</summary>
            protected Tensor register_parameter(string name, Tensor tensor, long fan_in = 0)
            {
                adopt_parameter(name, tensor.requires_grad_(), fan_in);
                return tensor;
            }

            /// <summary>Makes a tensor a parameter, trainable or frozen as it is.</summary>
            private protected void adopt_parameter(string name, Tensor tensor, long fan_in = 0) =>
                ownParameters.Add((name, tensor.DetachFromDisposeScope(), fan_in));

            protected Tensor register_buffer(string name, Tensor tensor)
            {
                ownBuffers.Add((name, tensor.DetachFromDisposeScope()));
                return tensor;
            }

            protected T register_module<T>(string name, T module) where T : Module
            {
                ownModules.Add((name, module));
                return module;
            }

            Module Convert(Func<Tensor, Tensor> change)
            {
                foreach (var tensor in parameters().Concat(buffers()))
                {
                    using var _ = no_grad();
                    using var moved = change(tensor);
                    tensor.SetData(moved);
                }
                return this;
            }

            IEnumerable<(string, T)> Named<T>(Func<Module, IEnumerable<(string, T)>> own) =>
                own(this).Concat(ownModules.SelectMany(m => m.Module.Named(own).Select(p => ($"{m.Name}.{p.Item1}", p.Item2))));
        }
    }
}
