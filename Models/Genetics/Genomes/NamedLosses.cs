using System.Collections.Immutable;
using static LossActors.Genetics.Expressions.Printer;

namespace LossActors.Genetics.Genomes;

/// <summary>The published losses that a population can be seeded with and that searches are compared with.</summary>
public static class NamedLosses
{
    public static ImmutableArray<NamedLoss> All { get; } =
    [
        new("ce", [], "cross-entropy", "−log of the true class's probability")
        {
            Text = _ => "-y*log(p)",
        },
        new("label_smoothing", [new("epsilon", 0.1, 0, 0.99)], "Szegedy et al., CVPR 2016", "ε = 0.1 as published")
        {
            Text = v => $"-({Number(1 - v[0])}*y + {Number(v[0])}/C)*log(p)",
        },
        new("focal", [new("gamma", 2, 0, 20), new("alpha", 1, 1e-3, 1e3)], "Lin et al., ICCV 2017",
            "γ = 2 as published; the class balance α is 1 unless given")
        {
            Text = v => $"-{(v[1] == 1 ? "" : $"{Number(v[1])}*")}y*{(v[0] == 2 ? "square(1 - p)" : $"pow(1 - p, {Number(v[0])})")}*log(p)",
        },
        new("poly1", [new("epsilon", 1, -1, 100)], "Leng et al. (PolyLoss), ICLR 2022", "ε = 1")
        {
            Text = v => $"{(v[0] == 1 ? "" : $"{Number(v[0])}*")}y*(1 - p) - y*log(p)",
        },
        new("sce", [new("alpha", 0.1, 0, 1e3), new("beta", 1, 0, 1e3), new("a", -4, -100, 0)],
            "Wang et al. (symmetric cross-entropy), ICCV 2019",
            "α = 0.1, β = 1, log 0 = −4: the published setting for CIFAR-10 (CIFAR-100: 6, 0.1)")
        {
            Text = v => $"{Number(-v[2] * v[1])}*p*(1 - y) - {Number(v[0])}*y*log(p)",
        },
        new("gce", [new("q", 0.7, 0.01, 1)], "Zhang and Sabuncu (generalised cross-entropy), NeurIPS 2018", "q = 0.7 as published")
        {
            Text = v => $"y*(1 - pow(p, {Number(v[0])}))/{Number(v[0])}",
        },
        new("mae", [], "Ghosh et al., AAAI 2017", "mean absolute error of the probabilities")
        {
            Text = _ => "abs(p - y)",
        },
        new("mse", [], "Brier, 1950", "squared error of the probabilities")
        {
            Text = _ => "square(p - y)",
        },
        new("ngl", [new("alpha", 2.4092, -20, 20)], "Akhmedova and Körber (Next Generation Loss), 2024, arXiv 2404.12948",
            "α = 2.4092 as published; its probabilities are not calibrated")
        {
            Text = v => $"(exp({Number(v[0])} - p*(1 + y)) - cos(cos(sin(p))))/C",
        },
        new("ngl_scaled", [new("alpha", 2.4092, -20, 20)], "Akhmedova and Körber, authors' code with scaling",
            "p goes through a sigmoid first")
        {
            Text = v => $"(exp({Number(v[0])} - sigmoid(p)*(1 + y)) - cos(cos(sin(sigmoid(p)))))/C",
        },
        new("rooted", [new("k", 3, 1, 64), new("m", 3, 1e-3, 1e3)], "Wang et al. (rooted logistic objective), 2023, arXiv 2310.03890",
            "m·(1 − p^(1/k)), k = m = 3: the defaults of the authors' code")
        {
            Text = v => v[0] == v[1] ? $"-y*root({Number(v[0])}, p)" : $"-{Number(v[1] / v[0])}*y*root({Number(v[0])}, p)",
        },
        new("rooted_inverse", [new("k", 3, 1, 64)], "Wang et al., 2023, arXiv 2310.03890, binary form",
            "k·p^(−1/k): with two logits the binary loss k·(1 + e^(−margin))^(1/k); convex in the logits")
        {
            Text = v => $"{Number(v[0])}*y*exp(-log(p)/{Number(v[0])})",
        },
        new("baikal", [], "Gonzalez and Miikkulainen, CEC 2020", "found by genetic programming; y/p is written so that no guard acts")
        {
            Text = _ => "(y*pow(p, -1) - log(p))/C",
        },
        new("dce", [new("amplitude", 70, 1, 1e4), new("period", 5000, 1, 1e9)], "Ruiz-Garcia et al., ICML 2021, arXiv 2102.03793",
            "A = 70, T = 5000: the authors' spiral experiment")
        {
            Text = v => $"dynamical({Number(v[0])}, {Number(v[1])})[-y*log(p)]",
        },
        new("dmse1", [new("amplitude", 10, 1, 1e4), new("period", 5000, 1, 1e9)], "Lavin Pallero and Ruiz-Garcia, 2024, arXiv 2410.10690",
            "samples weighted; our reading, the formulas were not at hand")
        {
            Text = v => $"dynamical({Number(v[0])}, {Number(v[1])})[square(z - y)]",
        },
        new("dmse2", [new("amplitude", 10, 1, 1e4), new("period", 5000, 1, 1e9)], "Lavin Pallero and Ruiz-Garcia, 2024, arXiv 2410.10690",
            "outputs weighted; our reading, the formulas were not at hand")
        {
            Text = v => $"dynamical({Number(v[0])}, {Number(v[1])}, outputs)[square(z - y)]",
        },
        new("softad", [new("theta", 0.08, -1e6, 1e6), new("sigma", 1, 1e-6, 1e6)],
            "Holland and Nakatani (SoftAD), NeurIPS 2024, arXiv 2310.10006",
            "θ = 0.08: what validation chose on CIFAR-10; σ = 1")
        {
            Text = v => $"soft_ascent({Number(v[0])}, {Number(v[1])})[-y*log(p)]",
        },
        new("flooding", [new("theta", 0.05, -1e6, 1e6)], "Ishida et al. (flooding), ICML 2020",
            "θ = 0.05: what validation chose on CIFAR-10 beside SoftAD")
        {
            Text = v => $"flood({Number(v[0])})[-y*log(p)]",
        },
        new("iflood", [new("theta", 0.05, -1e6, 1e6)], "Xie et al. (iFlood), ICLR 2022",
            "flooding sample by sample; θ = 0.05 is our choice")
        {
            Text = v => $"iflood({Number(v[0])})[-y*log(p)]",
        },
        new("cvar", [new("beta", 0.5, 0, 0.999)], "Rockafellar and Uryasev (conditional value at risk), Journal of Risk 2000",
            "the mean of each batch's worst share 1 − β, solved; β = 0.5 as in COCE's code, "
            + "which trains the threshold: cvar(0.5, learned)[ce]")
        {
            Text = v => $"cvar({Number(v[0])})[-y*log(p)]",
        },
        new("dro", [new("epsilon", 0.5, 0, 1e6)], "Hashimoto et al. (χ²-robust optimisation), ICML 2018",
            "each batch's worst mean within a χ² ball, solved; ε = 0.5 is our choice: COCE's code has 10 "
            + "and trains the threshold, chi2(10, learned)[ce]")
        {
            Text = v => $"chi2({Number(v[0])})[-y*log(p)]",
        },
        new("tilted", [new("gamma", 1, -100, 100)], "Li et al. (tilted empirical risk), ICLR 2021",
            "(1/γ)·log mean e^(γl); γ = 1 is our choice")
        {
            Text = v => $"tilted({Number(v[0])})[-y*log(p)]",
        },
        new("coce", [new("eta", 0.4, -1e6, 1e6), new("beta", 0.5, 0, 0.999)], "Holland and Hamada (COCE), 2024, arXiv 2408.03619",
            "pointwise form with θ = 0; β = 0.5, η = 0.4 from the authors' grid")
        {
            Text = v => $"concentrated(cvar({Number(v[1])}), {Number(v[0])})[-y*log(p)]",
        },
        new("coce_batch", [new("eta", 0.4, -1e6, 1e6), new("beta", 0.5, 0, 0.999)],
            "Holland and Hamada, 2024, authors' code (SoftFloodedCVaR)",
            "ρ acts on the batch's CVaR form, and θ, never given to their optimiser, stays 0")
        {
            Text = v => $"concentrated(cvar({Number(v[1])}), {Number(v[0])}, level=batch)[-y*log(p)]",
        },
        new("coce_a", [new("eta", 0.4, -1e6, 1e6), new("beta", 0.5, 0, 0.999)],
            "Holland and Hamada, 2024, authors' code (AutoSoftFloodedCVaR)",
            "the batch form with θ the batch's lower β-quantile, through which the gradient flows")
        {
            Text = v => $"concentrated(cvar({Number(v[1])}), {Number(v[0])}, theta=quantile, level=batch)[-y*log(p)]",
        },
    ];

    /// <summary>What a search is compared with besides plain cross-entropy.</summary>
    public static ImmutableArray<Baseline> Baselines { get; } =
    [
        new("ce", "ce", 0),
        new("ce+l2", "ce", 5e-4),
        new("focal", "focal", 0),
        new("sce", "sce", 0),
        new("ngl", "ngl", 0),
    ];

    /// <summary>The loss of that name, or null.</summary>
    public static NamedLoss? Find(string name)
    {
        foreach (var loss in All)
            if (loss.Name == name) return loss;
        return null;
    }
}
