namespace BhTsne.Tests.Architecture.PublicApi;

/// <summary>
/// The public surface of each package is the approved text in tests/PublicApi. A change of the surface is a change of that text, which a
/// reader of the change sees; run the tests with BHTSNE_APPROVE_PUBLIC_API=1 to write it anew.
/// </summary>
public sealed class PublicApiTests
{
    private const string Approve = "BHTSNE_APPROVE_PUBLIC_API";

    [Theory]
    [InlineData("BhTsne", typeof(TsneOptions))]
    [InlineData("BhTsne.IO", typeof(IO.Table))]
    [InlineData("BhTsne.Plotting", typeof(Plotting.PlotOptions))]
    [InlineData("BhTsne.Live", typeof(Live.LiveMap))]
    public void The_public_surface_is_the_approved_one(string package, Type any)
    {
        string actual = ApiText.Of(any.Assembly);
        string name = $"tests/PublicApi/{package}.txt", path = Repository.PathOf(name.Split('/'));
        if (Environment.GetEnvironmentVariable(Approve) == "1")
        {
            File.WriteAllText(path, actual);
        }

        string approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(
            approved == actual,
            $"The public surface of {package} is not that of {name} (- approved, + actual).\n{Difference(approved, actual)}\n"
                + $"Where the change is meant, run this test with {Approve}=1 and commit the file.");
    }

    [Fact]
    public void The_difference_names_the_type_of_every_line()
    {
        const string Before = "class A\n    int One { get; }\n    int Two()\n\nclass B\n    int Two()\n";
        const string After = "class A\n    int One { get; }\n\nclass B\n    int Three()\n    int Two()\n\nenum C\n";
        Assert.Equal("- class A: int Two()\n+ class B: int Three()\n+ enum C", Difference(Before, After));
        Assert.Equal("the same lines in another order", Difference("a\nb\n", "b\na\n"));
    }

    [Fact]
    public void The_text_says_all_that_a_caller_can_depend_on()
    {
        string expected = """
            readonly record struct BhTsne.Tests.Architecture.PublicApi.PublicApiTests.Pair : IEquatable<PublicApiTests.Pair>
                Pair(int First, string? Second)
                int First { get; init; }
                string? Second { get; init; }

            sealed class BhTsne.Tests.Architecture.PublicApi.PublicApiTests.Sample<T> : IDisposable
                const int Most = 3
                static readonly int[] Numbers
                Sample(int count = 5, string? name = null, DayOfWeek day = DayOfWeek.Tuesday)
                int this[int index] { get; }
                IReadOnlyList<string?> Names { get; init; }
                double? Rate { get; set; }
                required T Value { get; init; }
                void Dispose()
                static PublicApiTests.Sample<T> op_Implicit(int count)
                override string ToString()
                static bool Try(in double value, out string? text, params int[] rest)
                void Wait(CancellationToken cancellation = default)

            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), ApiText.Of([typeof(Sample<>), typeof(Pair)]));
    }

    /// <summary>The lines that only one text has, each with its type.</summary>
    private static string Difference(string approved, string actual)
    {
        List<string> old = [.. WithTypes(approved)], now = [.. WithTypes(actual)];
        string[] changes = [.. old.Except(now).Select(line => "- " + line), .. now.Except(old).Select(line => "+ " + line)];
        return changes.Length == 0
            ? "the same lines in another order"
            : string.Join('\n', changes.OrderBy(line => line[2..], StringComparer.Ordinal));
    }

    private static IEnumerable<string> WithTypes(string text)
    {
        string type = "";
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            bool member = line.StartsWith(' ');
            type = member ? type : line;
            yield return member ? $"{type}: {line.Trim()}" : line;
        }
    }

#pragma warning disable CA1000, CA1822 // A sample of what can be in a surface.
    public readonly record struct Pair(int First, string? Second);

    public sealed class Sample<T>(int count = 5, string? name = null, DayOfWeek day = DayOfWeek.Tuesday) : IDisposable
    {
        public const int Most = 3;
        public static readonly int[] Numbers = [];

        public required T Value { get; init; }

        public IReadOnlyList<string?> Names { get; init; } = [name];

        public double? Rate { get; set; }

        internal int Hidden { get; set; }

        public int this[int index] => index + count + (int)day;

        public static implicit operator Sample<T>(int count) => new(count) { Value = default! };

        public static bool Try(in double value, out string? text, params int[] rest)
        {
            text = null;
            return value > rest.Length;
        }

        public void Wait(CancellationToken cancellation = default) => cancellation.ThrowIfCancellationRequested();

        public void Dispose()
        {
        }

        public override string ToString() => "";
    }
}
