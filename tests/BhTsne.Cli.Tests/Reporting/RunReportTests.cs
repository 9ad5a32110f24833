using System.CommandLine;
using System.Reflection;
using System.Text.Json;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Options;
using BhTsne.Cli.Reporting;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Reporting;

/// <summary>Each field of the report has the right value, for a run whose options and times are known.</summary>
public class RunReportTests
{
    [Theory]
    [InlineData("--dims 3", "outputDimensions", "3")]
    [InlineData("--objective symmetric-sne", "objective", "\"symmetric-sne\"")]
    [InlineData("--objective sne", "objective", "\"sne\"")]
    [InlineData("", "objective", "\"tsne\"")]
    [InlineData("--degrees-of-freedom 0.5", "degreesOfFreedom", "0.5")]
    [InlineData("--perplexity 12.5", "perplexity", "12.5")]
    [InlineData("--perplexity 12.5", "perplexities", "[12.5]")]
    [InlineData("--perplexity 9,3", "perplexity", "null")]
    [InlineData("--perplexity 9,3", "perplexities", "[3,9]")]
    [InlineData("--perplexity 9,3", "affinities", "\"multiscale\"")]
    [InlineData("--affinities uniform --perplexity 7", "affinities", "\"uniform\"")]
    [InlineData("--affinities uniform --perplexity 7", "neighborCount", "7")]
    [InlineData("--affinities uniform --perplexity 7", "perplexity", "null")]
    [InlineData("--affinities fixed --bandwidth 2.5", "affinities", "\"fixed\"")]
    [InlineData("--affinities fixed --bandwidth 2.5", "bandwidth", "2.5")]
    [InlineData("", "bandwidth", "null")]
    [InlineData("--neighbor-count 50", "neighborCount", "50")]
    [InlineData("--perplexity 11", "neighborCount", "33")]
    [InlineData("--metric manhattan", "metric", "\"manhattan\"")]
    [InlineData("--pca 7", "pca", "7")]
    [InlineData("--pca off", "pca", "null")]
    [InlineData("", "pca", "50")]
    [InlineData("--init random", "initialization", "\"random\"")]
    [InlineData("", "initialization", "\"pca\"")]
    [InlineData("--init start.npy", "initialization", "\"start.npy\"")]
    [InlineData("--repulsion exact", "repulsion", "\"exact\"")]
    [InlineData("", "repulsion", "\"barnes-hut\"")]
    [InlineData("--theta 0.3", "theta", "0.3")]
    [InlineData("--theta 0.3", "earlyTheta", "0.6")]
    [InlineData("--early-theta 0.7", "earlyTheta", "0.7")]
    [InlineData("--gradient-error 0.01", "gradientError", "0.01")]
    [InlineData("", "gradientError", "null")]
    [InlineData("--early-exaggeration 4.5", "earlyExaggeration", "4.5")]
    [InlineData("--late-exaggeration 1.5", "lateExaggeration", "1.5")]
    [InlineData("", "schedule", "\"accelerated\"")]
    [InlineData("--schedule classic", "schedule", "\"classic\"")]
    [InlineData("--iterations 123", "maxIterations", "123")]
    [InlineData("", "earlyExaggerationIterations", "80")]
    [InlineData("--iterations 150", "earlyExaggerationIterations", "40")]
    [InlineData("--schedule classic", "earlyExaggerationIterations", "250")]
    [InlineData("", "earlyMomentum", "0.9")]
    [InlineData("--schedule classic", "earlyMomentum", "0.8")]
    [InlineData("", "momentum", "0.97")]
    [InlineData("--schedule classic", "momentum", "0.8")]
    [InlineData("", "minCostImprovement", "0.02")]
    [InlineData("--schedule classic", "minCostImprovement", "0")]
    [InlineData("--early-exaggeration-iterations 17", "earlyExaggerationIterations", "17")]
    [InlineData("--learning-rate 123", "learningRate", "123")]
    [InlineData("", "learningRate", "null")]
    [InlineData("--early-momentum 0.25", "earlyMomentum", "0.25")]
    [InlineData("--momentum 0.75", "momentum", "0.75")]
    [InlineData("--min-cost-improvement 0.001", "minCostImprovement", "0.001")]
    [InlineData("--seed 18446744073709551615", "seed", "18446744073709551615")]
    [InlineData("--threads 3", "threads", "3")]
    [InlineData("", "sumOfWeights", "null")]
    [InlineData("", "matchColumn", "null")]
    [InlineData("--match-column name", "matchColumn", "\"name\"")]
    [InlineData("--id-column name", "idColumn", "\"name\"")]
    [InlineData("", "columns", "null")]
    [InlineData("--columns a,2-3", "columns", "[\"a\",\"2-3\"]")]
    [InlineData("--drop-columns b*", "dropColumns", "[\"b*\"]")]
    [InlineData("--delimiter tab", "delimiter", "\"tab\"")]
    [InlineData("--delimiter ;", "delimiter", "\";\"")]
    [InlineData("", "quote", "\"double\"")]
    [InlineData("--quote none", "quote", "\"none\"")]
    [InlineData("", "decimal", "\"point\"")]
    [InlineData("--decimal comma", "decimal", "\"comma\"")]
    [InlineData("", "dropText", "false")]
    [InlineData("--drop-text", "dropText", "true")]
    [InlineData("", "missing", "\"error\"")]
    [InlineData("--missing mean", "missing", "\"mean\"")]
    [InlineData("--standardize", "standardize", "true")]
    [InlineData("--array X", "array", "\"X\"")]
    [InlineData(
        "--delimiter |",
        "table",
        """{"delimiter":"|","rowsRead":1003,"rowsLeftOut":[3,5,7],"textColumns":"""
            + """{"t":4,"t (2)":5},"missingValues":{"m":3},"constantColumns":["c"],"constantColumnCount":1,"mapped":false}""")]
    [InlineData("", "startFrom", "null")]
    [InlineData("--match-column a --start-from b.csv", "startFrom", "{\"map\":\"b.csv\",\"found\":1,\"new\":2,\"gone\":3}")]
    [InlineData("--match-column a --start-from b.csv", "initialization", "\"b.csv\"")]
    [InlineData("", "pinned", "0")]
    [InlineData("--pin rows.txt", "pinned", "7")]
    [InlineData("", "checkpoint", "null")]
    [InlineData("--checkpoint run.checkpoint", "checkpoint", "\"run.checkpoint\"")]
    [InlineData("", "resumedAt", "null")]
    [InlineData("", "inputKind", "\"points\"")]
    [InlineData("", "inputs", "[\"points.csv\"]")]
    [InlineData("", "points", "1000")]
    [InlineData("", "inputDimensions", "60")]
    public void A_field_holds_its_option(string line, string field, string json) =>
        Assert.Equal(json, Report(line).GetProperty(field).GetRawText());

    [Fact]
    public void Results_and_times_are_those_of_the_run()
    {
        JsonElement report = Report("");
        Assert.Equal("40", Text("iterations"));
        Assert.Equal("\"costConverged\"", Text("stopReason"));
        Assert.Equal("0.015", Text("costImprovement"));
        Assert.Equal("1.25", Text("klDivergence"));
        Assert.Equal("50", Text("millisecondsPerIteration"));
        Assert.Equal("1536", Text("peakMemoryMiB"));
        Assert.Equal(
            """{"read":0.5,"reduction":1,"neighbors":4,"affinities":8,"initialization":16,"optimization":2,"total":31.5}""",
            Text("seconds"));
        Assert.Equal("""{"neighbors":"a tree"}""", Text("stages"));
        Assert.Equal(Tool.Version, report.GetProperty("version").GetString());

        string Text(string field) => report.GetProperty(field).GetRawText();
    }

    /// <summary>A cost of 0 makes a share that JSON cannot hold.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(double.NegativeInfinity)]
    public void A_share_that_is_not_known_is_null(double? improvement) =>
        Assert.Equal("null", Report("", improvement: improvement).GetProperty("costImprovement").GetRawText());

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_cost_that_is_not_known_is_null(double cost) =>
        Assert.Equal("null", Report("", cost: cost).GetProperty("klDivergence").GetRawText());

    /// <summary>A map moves from a fall of two hundredths on, where all iterations are done.</summary>
    [Theory]
    [InlineData(0.0199, false)]
    [InlineData(0.0201, true)]
    public void A_map_that_moves_has_a_warning(double improvement, bool moves) =>
        Assert.Equal(
            moves,
            Report("", improvement: improvement, stop: StopReason.IterationsDone).GetProperty("warnings").EnumerateArray()
                .Any(warning => warning.GetProperty("kind").GetString() == "notConverged"));

    [Fact]
    public void The_plan_has_the_rates_and_momenta_that_change()
    {
        JsonElement plan = Report("--iterations 400").GetProperty("plan");
        Assert.Equal(
            """[{"iterations":50,"exaggeration":12,"learningRate":83.33333333333333,"finalLearningRate":null,"momentum":0.9,"""
            + "\"momentumGrows\":true,\"theta\":1},"
            + """{"iterations":30,"exaggeration":3.4641016151377544,"learningRate":288.6751345948129,"finalLearningRate":null,"""
            + "\"momentum\":0.9,\"momentumGrows\":false,\"theta\":1},"
            + """{"iterations":100,"exaggeration":1,"learningRate":1000,"finalLearningRate":4000,"momentum":0.97,"""
            + "\"momentumGrows\":true,\"theta\":1},"
            + """{"iterations":120,"exaggeration":1,"learningRate":4000,"finalLearningRate":1000,"momentum":0.97,"""
            + "\"momentumGrows\":false,\"theta\":0.5},"
            + """{"iterations":100,"exaggeration":1,"learningRate":1000,"finalLearningRate":null,"momentum":0.97,"""
            + "\"momentumGrows\":false,\"theta\":0.5}]",
            plan.GetProperty("phases").GetRawText());
    }

    /// <summary>Of 1000 points the learning rate is 1000 / exaggeration, in each phase.</summary>
    [Fact]
    public void The_plan_has_the_numbers_of_each_phase()
    {
        string line = "--schedule classic --iterations 100 --early-exaggeration-iterations 30 --early-exaggeration 4 ";
        JsonElement plan = Report(line + "--early-momentum 0.25 --momentum 0.75 --theta 0.3").GetProperty("plan");
        Assert.Equal(
            """[{"iterations":30,"exaggeration":4,"learningRate":250,"finalLearningRate":null,"momentum":0.25,"""
            + "\"momentumGrows\":false,\"theta\":0.6},"
            + """{"iterations":70,"exaggeration":1,"learningRate":1000,"finalLearningRate":null,"momentum":0.75,"""
            + "\"momentumGrows\":false,\"theta\":0.3}]",
            plan.GetProperty("phases").GetRawText());
    }

    /// <summary>1 MiB after reading, 1.25 at most until then, 1,536 in the end: a plan knows nothing of the last.</summary>
    [Fact]
    public void The_planned_memory_is_that_of_the_process()
    {
        JsonElement plan = Report("").GetProperty("plan");
        double planned = Tsne.Plan(Input).PeakMemoryBytes / 1048576.0;
        Assert.Equal(Math.Max(1.25, 1 + planned), plan.GetProperty("peakMemoryMiB").GetDouble(), 0.1);
        Assert.All(
            Tsne.Plan(Input).Memory.Zip(plan.GetProperty("stages").EnumerateObject()),
            pair => Assert.Equal(1 + (pair.First.Bytes / 1048576.0), pair.Second.Value.GetProperty("memoryMiB").GetDouble(), 0.1));
    }

    /// <summary>Reading may need more than the run.</summary>
    [Fact]
    public void The_planned_memory_is_at_least_what_reading_took() =>
        Assert.Equal(1 << 20, Report("", readPeak: 1L << 40).GetProperty("plan").GetProperty("peakMemoryMiB").GetDouble());

    /// <summary>A field that no test names would be one that may hold anything.</summary>
    [Fact]
    public void Every_field_is_tested_here()
    {
        IEnumerable<string> options = typeof(RunReportTests).GetMethod(nameof(A_field_holds_its_option))!.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(data => (IReadOnlyList<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)
            .Select(arguments => (string)arguments[1].Value!);
        string[] results =
        [
            "version", "plan", "iterations", "stopReason", "costImprovement", "klDivergence", "millisecondsPerIteration", "peakMemoryMiB",
            "seconds", "certificate", "gradientErrors", "stages", "command", "options", "inputHashes", "warnings",
        ];
        Assert.Equal(RunReport.Fields.Select(field => field.Name).Order(), options.Distinct().Concat(results).Order());
    }

    [Fact]
    public void A_run_of_no_iterations_has_no_time_per_iteration() =>
        Assert.Equal("0", Report("", iterations: 0).GetProperty("millisecondsPerIteration").GetRawText());

    private static TsneInput Input { get; } = new(PointMatrix.From(new float[1000, 60]));

    private static JsonElement Report(
        string line,
        int iterations = 40,
        double? improvement = 0.015,
        long readPeak = 5 << 18,
        double cost = 1.25,
        StopReason stop = StopReason.CostConverged)
    {
        RootCommand root = Tool.Build(new Terminal(TextWriter.Null, TextWriter.Null, false), default);
        ParseResult parsed = root.Parse($"embed points.csv {line}");
        Assert.Empty(parsed.Errors);
        TsnePlan plan = Tsne.Plan(Input, OptionTable.Apply(OptionTable.Rows, parsed));
        Assert.Empty(plan.Faults);
        RunFacts facts = new()
        {
            Request = new EmbedRequest
            {
                Points = PointSource.OfSample("points.csv", null!),
                Options = plan.Options,
                Outputs = new OutputFiles([]),
                StartFile = OptimizationRows.StartFile(parsed),
                StartFromFile = ContinuationRows.StartFrom.In(parsed),
                Checkpoints = CheckpointFiles.In(parsed),
            },
            Ids = TableRows.Options(parsed, OptionTable.Rows).IdColumn is { } column ? new PointIds(column, []) : null,
            Table = new TableFacts(TableRows.Options(parsed, OptionTable.Rows))
            {
                Rows = new KeptRows(1003, [.. Enumerable.Range(0, 1003).Where(row => row is not (3 or 5 or 7))]),
                Delimiter = TableRows.Delimiter.In(parsed),
                IsStandardized = TableRows.Standardize.In(parsed),
                TextColumns = [new ColumnCount("t", 4), new ColumnCount("t", 5)],
                MissingValues = [new ColumnCount("m", 3)],
                ConstantColumns = ["c"],
            },
            Match = ContinuationRows.StartFrom.In(parsed) is null ? null : new StartMatch(new Embedding([0, 0], 2), [5], 2, 3),
            Pinned = ContinuationRows.Pin.In(parsed) is null ? 0 : 7,
            Plan = plan,
            ReadSeconds = 0.5,
            ReadBytes = 1 << 20,
            ReadPeakBytes = readPeak,
            PeakBytes = 3L << 29,
            Details = new Dictionary<TsneStage, string> { [TsneStage.Neighbors] = "a tree" },
            Result = new TsneResult
            {
                Embedding = new Embedding([0, 0, 1, 1], 2),
                KlDivergence = cost,
                Iterations = iterations,
                StopReason = stop,
                CostImprovement = improvement,
                Seconds = new StageSeconds { Reduction = 1, Neighbors = 4, Affinities = 8, Initialization = 16, Optimization = 2 },
                Plan = plan,
            },
        };
        using MemoryStream stream = new();
        RunReport.Of(facts).Write(stream);
        using JsonDocument document = JsonDocument.Parse(stream.ToArray());
        using MemoryStream dense = new();
        using (Utf8JsonWriter writer = new(dense))
        {
            document.WriteTo(writer);
        }

        return JsonDocument.Parse(dense.ToArray()).RootElement;
    }
}
