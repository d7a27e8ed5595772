using LossActors.Torch.Modules;

namespace LossActors.Torch;

public static unsafe partial class torch
{
    /// <summary>Networks: modules that own parameters, and the functions that they are made of.</summary>
    /// <remarks>Parameters start at zero; <see cref="Module.initialize"/> fills them with the caller's draws.</remarks>
    public static partial class nn
    {
        /// <summary>y = x Wᵀ + b, x of shape [batch, in_features].</summary>
        public static Linear Linear(long in_features, long out_features, bool bias = true) => new(in_features, out_features, bias);

        /// <summary>Convolution of x of shape [batch, in_channels, height, width].</summary>
        public static Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, bool bias = true) =>
            new(in_channels, out_channels, kernel_size, stride, padding, bias);

        /// <summary>Maximum over windows; the stride is the window's size unless given.</summary>
        public static MaxPool2d MaxPool2d(long kernel_size, long? stride = null, long padding = 0) => new(kernel_size, stride ?? kernel_size, padding);

        /// <summary>Mean over windows; the stride is the window's size unless given.</summary>
        public static AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long padding = 0) => new(kernel_size, stride ?? kernel_size, padding);

        /// <summary>Batch normalisation of x of shape [batch, features].</summary>
        public static BatchNorm BatchNorm1d(long features, double eps = 1e-5, double momentum = 0.1) => new("BatchNorm1d", features, eps, momentum);

        /// <summary>Batch normalisation of x of shape [batch, features, height, width].</summary>
        public static BatchNorm BatchNorm2d(long features, double eps = 1e-5, double momentum = 0.1) => new("BatchNorm2d", features, eps, momentum);

        /// <summary>Normalisation of each row of features of x of shape […, features].</summary>
        public static LayerNorm LayerNorm(long features, double eps = 1e-5) => new(features, eps);

        /// <summary>Mean over windows whose size follows from the output's, [batch, channels, output_size, output_size].</summary>
        public static Activation AdaptiveAvgPool2d(long output_size) => new("AdaptiveAvgPool2d", x => functional.adaptive_avg_pool2d(x, output_size));

        public static Activation ReLU() => new("ReLU", static x => x.relu());
        public static Activation LeakyReLU(double negative_slope = 0.01) => new("LeakyReLU", x => x.leaky_relu(negative_slope));
        public static Activation GELU() => new("GELU", static x => x.gelu());
        public static Activation Tanh() => new("Tanh", static x => x.tanh());
        public static Activation Sigmoid() => new("Sigmoid", static x => x.sigmoid());

        /// <summary>All dimensions from the second as one.</summary>
        public static Activation Flatten() => new("Flatten", static x => x.flatten(1));

        /// <summary>In training, zeroes each element with probability p and divides the others by 1 − p, by the caller's uniform draws.</summary>
        public static Dropout Dropout(double p, UniformSource uniform) => new(p, uniform);

        /// <summary>Modules one after the other, named 0, 1, ….</summary>
        public static Sequential Sequential(params Module[] modules) => new(modules);

        /// <summary>The functions behind the modules.</summary>
        public static class functional
        {
            /// <summary>x Wᵀ + b.</summary>
            public static Tensor linear(Tensor input, Tensor weight, Tensor? bias = null) => Aten.Linear.Call(input, weight, bias);

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0, long groups = 1) =>
                Aten.Conv2d.Call(input, weight, bias, new[] { stride, stride }, new[] { padding, padding }, new long[] { 1, 1 }, groups);

            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0) =>
                Aten.MaxPool2d.Call(input, Both(kernel_size), Both(stride ?? kernel_size), Both(padding));

            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0) =>
                Aten.AvgPool2d.Call(input, Both(kernel_size), Both(stride ?? kernel_size), Both(padding));

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => Aten.AdaptiveAvgPool2d.Call(input, Both(output_size));

            /// <summary>In training normalises by the batch and moves the running statistics, else normalises by these.</summary>
            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null,
                bool training = false, double momentum = 0.1, double eps = 1e-5) =>
                Aten.BatchNorm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            /// <summary>Mean cross-entropy of logits [batch, classes] and int64 classes [batch].</summary>
            public static Tensor cross_entropy(Tensor input, Tensor target) => Aten.CrossEntropy.Call(input, target);

            /// <summary>Mean negative log-likelihood of log-probabilities [batch, classes] and int64 classes [batch].</summary>
            public static Tensor nll_loss(Tensor input, Tensor target) => Aten.NllLoss.Call(input, target);
            public static Tensor mse_loss(Tensor input, Tensor target) => Aten.MseLoss.Call(input, target);

            static long[] Both(long value) => [value, value];
        }
    }
}
