using System.Text.Json.Serialization;

namespace LossActors.Learning.Networks;

/// <summary>A network's shape; what goes in and how many classes come out is the data's.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MlpSpec), "mlp")]
[JsonDerivedType(typeof(LeNet5Spec), "lenet5")]
[JsonDerivedType(typeof(Myrtle5Spec), "myrtle5")]
[JsonDerivedType(typeof(ResNet20Spec), "resnet20")]
[JsonDerivedType(typeof(WideResNetSpec), "wrn-28-2")]
[JsonDerivedType(typeof(VitSpec), "vit")]
[JsonDerivedType(typeof(TextCnnSpec), "text-cnn")]
[JsonDerivedType(typeof(TextTransformerSpec), "text-transformer")]
[JsonDerivedType(typeof(TorchScriptSpec), "torchscript")]
public abstract record NetworkSpec
{
    /// <summary>The same network with the hash of its file's bytes written in; networks without a file return themselves.</summary>
    /// <exception cref="Data.DataSetException">The file is missing or unreadable.</exception>
    public virtual NetworkSpec Pinned() => this;

    /// <summary>True where the bytes that count are known: always for networks without a file.</summary>
    [JsonIgnore]
    public virtual bool IsPinned => true;

    /// <summary>Without the place where a file lies: what the network is, not where.</summary>
    internal virtual NetworkSpec WithoutPlaces() => this;

    /// <summary>Whether it normalises by the statistics of a batch, which needs two samples at least.</summary>
    [JsonIgnore]
    internal virtual bool NormalisesBatches => false;

    /// <summary>What is wrong with the values, as (key below <c>network</c>, sentence).</summary>
    internal abstract IEnumerable<(string Key, string Problem)> Problems();
}
