using LossActors.Torch.Optimisers;

namespace LossActors.Torch;

public static unsafe partial class torch
{
    /// <summary>Optimisers with PyTorch's formulas.</summary>
    public static class optim
    {
        /// <summary>Stochastic gradient descent; see <see cref="Optimisers.SGD"/>.</summary>
        public static SGD SGD(
            IEnumerable<Tensor> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false) =>
            new(parameters, learningRate, momentum, dampening, weight_decay, nesterov);

        /// <summary>Adam; see <see cref="Optimisers.Adam"/>.</summary>
        public static Adam Adam(
            IEnumerable<Tensor> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0) =>
            new(parameters, lr, beta1, beta2, eps, weight_decay);
    }
}
