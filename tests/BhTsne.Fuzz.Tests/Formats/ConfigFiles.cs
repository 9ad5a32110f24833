using System.Text;
using BhTsne.Cli;
using BhTsne.Fuzz.Tests.Support;

namespace BhTsne.Fuzz.Tests.Formats;

/// <summary>
/// Files of --config, hand-written or reports. The input of the run does not exist, so that nothing but the options is carried out.
/// </summary>
internal sealed class ConfigFiles() : FuzzedFormat("config")
{
    private const string Options = """
        "perplexity": 5, "iterations": 60, "earlyExaggerationIterations": 20, "metric": "euclidean", "dims": 3, "seed": 7, "header": "yes",
        "theta": 0.5, "diagnostics": true, "labelColumn": "kind", "neighborCount": 9, "objective": "tsne",
        "threads": 1, "init": "random", "pca": 4, "learningRate": "auto", "columns": ["a", "b"], "schedule": "classic"
        """;

    public override string Ending => ".json";

    public override bool NeedsFile => true;

    /// <summary>The parser of the command line, its help and its messages.</summary>
    public override long ConstantBytes => 64 << 20;

    public override byte[] Make(Dice dice)
    {
        string json = dice.OneIn(3)
            ? $$"""{ "version": "0.1.0", "command": "embed", "options": { "inputs": ["none.csv"], {{Options}} }, """
                + """ "inputHashes": { "none.csv": "ab" } }"""
            : $$"""{ {{Options}} }""";
        return JsonFaults.Change(Encoding.UTF8.GetBytes(json), dice);
    }

    public override Func<Delivery, string> Reader(Dice? dice) => Read;

    public override bool IsDocumented(Exception exception, Delivery delivery) => exception is Refused;

    private static string Read(Delivery delivery)
    {
        using StringWriter output = new(), error = new();
        string input = Path.Combine(Path.GetDirectoryName(delivery.Path)!, "none.csv");
        int exitCode = Tool.Run(["embed", input, "--config", delivery.Path!, "-o", input + ".map.csv"], new Terminal(output, error, false));
        string[] lines = error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        FuzzFault.Unless(lines.Length > 0, "there is no message");
        foreach (string line in lines)
        {
            FuzzFault.Unless(
                line.StartsWith("bhtsne: ", StringComparison.Ordinal) || line.EndsWith("lists what there is.", StringComparison.Ordinal),
                $"a line is no message: {line}");
            FuzzFault.Unless(!line.Contains("--verbose shows where", StringComparison.Ordinal), $"a fault of the tool: {line}");
        }

        FuzzFault.Unless(exitCode is ExitCode.WrongCommandLine or ExitCode.BadInput, $"the exit code is {exitCode}: {error}");
        bool isRead = lines.Any(line => line.Contains(input, StringComparison.Ordinal));
        return isRead ? $"{exitCode}" : throw new Refused(error.ToString());
    }

    /// <summary>The file was refused, by lines that are in order.</summary>
    private sealed class Refused(string message) : Exception(message);
}
