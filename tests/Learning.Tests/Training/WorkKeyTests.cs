using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Training;

public sealed class WorkKeyTests
{
    static readonly EvaluationRequest OnGenerated = new(
        "-y*log(p)", new(new ClustersSpec(), new MlpSpec([100, 20]), new SgdSpec(0.003, 0.9), 64, 1000, 2), 0.25, 1, new Search());

    static readonly EvaluationRequest OnFiles = new(
        "-y*log(p)", new(
            new IdxSpec("i", "l", "ti", "tl", Content: "ab"), new LeNet5Spec(), new AdamSpec(0.003), 64, 1000, 2), 0.25, 1, new Proof(7));

    public static TheoryData<string> Requests =>
    [
        OnGenerated.ToJson(), OnFiles.ToJson(), (OnGenerated with { Purpose = new Study(7) }).ToJson(),
        (OnGenerated with { Purpose = new Demonstration("turn", 7, new Dictionary<string, double> { ["to"] = 3, ["at"] = 0.1 }) }).ToJson(),
        On(OnFiles, new CifarSpec("p", Content: "cd")),
        On(OnFiles, new CifarSpec("p", Content: "cd") { Proof = 0.1, Imbalance = 2, Corruption = new(), Augmentation = new(true, 4) }),
        On(OnGenerated, new SpiralSpec()),
        On(OnGenerated, new TwoSpiralsSpec()),
        On(OnFiles, new FashionMnistSpec(Content: "ab") { Download = true }),
        On(OnFiles, new NumpySpec("i", "x", "ti", "tx", Classes: 3, Content: "ab")),
        On(OnFiles, new CsvSpec("p", "kind", "tp", "id", Classes: 3, Content: "ab")),
        On(OnFiles, new ImagesSpec("p", "tp", 32, 32, Classes: 3, Content: "ab")),
    ];

    static string On(EvaluationRequest request, DatasetSpec data) =>
        (request with { Recipe = request.Recipe with { Dataset = data } }).ToJson();

    [Theory]
    [MemberData(nameof(Requests))]
    public void Any_changed_value_changes_the_key_except_places(string json)
    {
        var original = EvaluationRequest.Parse(json);
        Assert.Equal(json, original.ToJson());
        var key = original.WorkKey("class");
        var places = original.Recipe.Dataset.PlaceKeys;
        var changed = 0;
        foreach (var path in Leaves(JsonNode.Parse(json)!, []))
        {
            var other = JsonNode.Parse(json)!;
            Change(other, path);
            var name = path[^1].ToString();
            if (name is "kind" or "for") continue;
            var otherKey = EvaluationRequest.Parse(other.ToJsonString()).WorkKey("class");
            if (path is ["recipe", "dataset", _] && places.Contains(name))
                Assert.Equal(key, otherKey);
            else
                Assert.True(key != otherKey, $"{string.Join('.', path)} is not in the key");
            changed++;
        }

        Assert.True(changed > 13);
    }

    [Fact]
    public void What_a_journal_knows_of_searches_stays_known_and_of_proofs_without_cross_entropies_does_not()
    {
        Assert.Equal(Before(OnGenerated), OnGenerated.WorkKey("class"));
        var proof = OnGenerated with { Purpose = new Proof(7) };
        Assert.NotEqual(Before(proof), proof.WorkKey("class"));

        static string Before(EvaluationRequest request) => Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{request.ToJson()}\ntrainer 2\narithmetic class")));
    }

    [Fact]
    public void The_kinds_of_data_network_optimiser_and_purpose_are_in_the_key()
    {
        var recipe = OnGenerated.Recipe;
        EvaluationRequest[] all =
        [
            OnGenerated, OnGenerated with { Purpose = new Proof(0) }, OnGenerated with { Purpose = new Study(0) },
            OnGenerated with { Recipe = recipe with { Dataset = new SpiralSpec() } },
            OnGenerated with { Recipe = recipe with { Network = new LeNet5Spec() } },
            OnGenerated with { Recipe = recipe with { Optimiser = new AdamSpec(0.003) } },
        ];
        Assert.Equal(all.Length, all.Select(r => r.WorkKey("class")).Distinct().Count());
        Assert.NotEqual(OnGenerated.WorkKey("class"), OnGenerated.WorkKey("other class"));
    }

    [Fact]
    public void A_list_of_requests_gives_each_back_as_it_was_and_writes_a_recipe_once()
    {
        EvaluationRequest[] requests =
        [
            .. from genome in (string[])["ce", "focal"]
               from recipe in (Recipe[])[OnGenerated.Recipe, OnFiles.Recipe]
               from draw in (ulong[])[1, 2]
               select new EvaluationRequest(genome, recipe, 1, 0, new Study(draw)),
        ];
        var list = RequestList.Parse(RequestList.Of(requests).ToJson());
        Assert.Equal(2, list.Recipes.Count);
        Assert.Equal(requests.Select(r => r.ToJson()), Enumerable.Range(0, list.Count).Select(i => list[i].ToJson()));
        Assert.Throws<FormatException>(() => RequestList.Parse(list.ToJson().Replace("\"recipe\":1", "\"recipe\":2")));
        Assert.Throws<FormatException>(() => RequestList.Parse("{}"));
        Assert.Throws<ArgumentException>(() => RequestList.Of([OnGenerated]));
    }

    [Fact]
    public void The_key_is_a_hash_that_stays() =>
        Assert.StartsWith("354dfd87cc1fc3dd", OnGenerated.WorkKey("class"), StringComparison.Ordinal);

    static IEnumerable<object[]> Leaves(JsonNode node, object[] path) => node switch
    {
        JsonObject o => o.SelectMany(kv => Leaves(kv.Value!, [.. path, kv.Key])),
        JsonArray a => a.SelectMany((item, i) => Leaves(item!, [.. path, i])),
        _ => [path],
    };

    static void Change(JsonNode root, object[] path)
    {
        var parent = root;
        foreach (var step in path[..^1]) parent = step is int i ? parent[i]! : parent[(string)step]!;
        var old = path[^1] is int at ? parent[at]! : parent[(string)path[^1]]!;
        JsonNode other = (old.GetValueKind(), path[^1]) switch
        {
            (System.Text.Json.JsonValueKind.True, _) => false,
            (System.Text.Json.JsonValueKind.False, _) => true,
            (_, "activation") => "tanh",
            (_, "scale") => "raw",
            (_, "normalisation") => "unit",
            (_, "severities") => "uniform",
            (_, "table") => "imagenet",
            (_, "on") => "test",
            (_, "separator") => ";",
            (_, "labels") when old.GetValue<string>() == "cifar10" => "cifar100",
            (System.Text.Json.JsonValueKind.String, _) => old.GetValue<string>() + "x",
            (_, "beta" or "rung" or "label-noise" or "validation" or "held-back" or "proof" or "momentum" or "beta1" or "beta2") =>
                old.GetValue<double>() / 2 + 0.01,
            _ => old.GetValue<double>() + 1,
        };
        if (path[^1] is int index) parent[index] = other;
        else parent[(string)path[^1]] = other;
    }
}
