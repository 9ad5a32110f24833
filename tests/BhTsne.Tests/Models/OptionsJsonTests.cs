using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using BhTsne.Models;
using FsCheck.Fluent;

namespace BhTsne.Tests.Models;

/// <summary>Options as JSON: nothing is lost, and what differs is named.</summary>
public sealed class OptionsJsonTests
{
    private static readonly PropertyInfo[] Properties =
        [.. typeof(TsneOptions).GetProperties().Where(property => property.SetMethod is not null)];

    /// <summary>Whatever the values, sound or not, to the last bit.</summary>
    [Fact]
    public void All_options_come_back() => Check.ForAll(
        Arb.From(Gen.Choose(0, int.MaxValue - 1)),
        seed =>
        {
            Random random = new(seed);
            TsneOptions options = Properties.Aggregate(new TsneOptions(), (made, property) => With(made, property, Any(property, random)));
            JsonObject json = JsonNode.Parse(Encoding.UTF8.GetString(JsonText.Of(OptionsJson.Write(options))))!.AsObject();
            TsneOptions read = OptionsJson.Read(json, ModelCases.Custom);
            Assert.All(Properties, property => Assert.Equal(property.GetValue(options), property.GetValue(read)));
            Assert.Equal(options, read);
            Assert.Empty(OptionsJson.Differences(options, read));
        },
        cases: 300);

    [Fact]
    public void Every_property_has_its_own_name() =>
        Assert.Equal(Properties.Select(property => property.Name).Order(), OptionsJson.Write(new()).Select(value => value.Key).Order());

    /// <summary>Each property alone: one difference, with its name. The number of threads changes no bit.</summary>
    [Fact]
    public void Exactly_what_differs_is_named() => Check.ForAll(
        Arb.From(Gen.Choose(0, int.MaxValue - 1)),
        seed =>
        {
            Random random = new(seed);
            TsneOptions saved = Properties.Aggregate(new TsneOptions(), (made, property) => With(made, property, Any(property, random)));
            HashSet<string> expected = [];
            TsneOptions now = saved;
            foreach (PropertyInfo property in Properties.Where(_ => random.Next(4) == 0))
            {
                object? other = Any(property, random);
                if (!Equals(other, property.GetValue(saved)))
                {
                    now = With(now, property, other);
                    expected.Add(property.Name);
                }
            }

            expected.Remove(nameof(TsneOptions.Threads));
            Assert.Equal(expected.Order(), OptionsJson.Differences(saved, now).Select(difference => difference.Option).Order());
            Assert.All(OptionsJson.Differences(saved, now), difference => Assert.NotEqual(difference.Saved, difference.Now));
        },
        cases: 200);

    [Fact]
    public void Both_values_are_said_in_words() => Assert.Equal(
        [
            ("Objective", "TSne", "Sne"), ("Affinities", "not set", "perplexity 3,30"), ("Metric", "euclidean", "own"),
            ("LearningRate", "0.1", "not set"),
        ],
        OptionsJson.Differences(
            new TsneOptions { LearningRate = 0.1, Threads = 3 },
            new TsneOptions { Objective = TsneObjective.Sne, Affinities = AffinityKind.Multiscale(30, 3), Metric = ModelCases.Custom }));

    private static TsneOptions With(TsneOptions options, PropertyInfo property, object? value)
    {
        TsneOptions copy = options with { };
        property.SetValue(copy, value);
        return copy;
    }

    private static object? Any(PropertyInfo property, Random random)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        bool isNullable = type != property.PropertyType || property.PropertyType == typeof(AffinityKind);
        return isNullable && random.Next(3) == 0 ? null : Value(type, random);
    }

    private static object Value(Type type, Random random)
    {
        double[] numbers =
        [
            0, -0.0, 0.1, 1 / 3.0, 1e-300, double.Epsilon, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
        ];
        return type switch
        {
            _ when type == typeof(int) => random.Next(3) == 0 ? int.MinValue : random.Next(-5, 5000),
            _ when type == typeof(ulong) => random.Next(3) == 0 ? ulong.MaxValue : (ulong)random.NextInt64(),
            _ when type == typeof(bool) => random.Next(2) == 0,
            _ when type == typeof(double) => Number(),
            _ when type == typeof(Metric) => new[]
            {
                Metric.Euclidean, Metric.Manhattan, Metric.Chebyshev, Metric.Cosine, Metric.InnerProduct, ModelCases.Custom,
            }[random.Next(6)],
            _ when type == typeof(AffinityKind) => random.Next(4) switch
            {
                0 => AffinityKind.Perplexity(Number()),
                1 => AffinityKind.Multiscale(Number(), Number(), Number()),
                2 => AffinityKind.Uniform(random.Next(-1, 100)),
                _ => AffinityKind.FixedBandwidth(Number()),
            },
            { IsEnum: true } => Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length))!,
            _ => throw new NotSupportedException($"Add values of the type {type} to this test."),
        };

        double Number() => random.Next(2) == 0 ? numbers[random.Next(numbers.Length)] : random.NextDouble() * 1000;
    }
}
