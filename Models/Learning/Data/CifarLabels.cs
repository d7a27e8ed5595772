using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>Which labels a record of the CIFAR binary format starts with.</summary>
public enum CifarLabels
{
    /// <summary>
    /// One byte, 10 classes; files <c>data_batch_1.bin … data_batch_5.bin</c> (those that are there) and <c>test_batch.bin</c>.
    /// </summary>
    [JsonStringEnumMemberName("cifar10")]
    Cifar10,

    /// <summary>Two bytes, of which the second counts, 100 classes; files <c>train.bin</c> and <c>test.bin</c>.</summary>
    [JsonStringEnumMemberName("cifar100")]
    Cifar100,

    /// <summary>Two bytes, of which the first counts, 20 superclasses.</summary>
    [JsonStringEnumMemberName("cifar100-coarse")]
    Cifar100Coarse,
}
