using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace BhTsne.Cli.Commands;

/// <summary>Adds examples to the end of the help.</summary>
internal static class HelpExamples
{
    private static readonly string[] Examples =
    [
        "bhtsne demo",
        "bhtsne embed points.csv -o map.csv --plot map.html",
        "bhtsne embed iris.csv --label-column species --plot iris.svg --report iris.json",
        "bhtsne embed train.npy test.npy -o map.npy --labels train.txt --labels test.txt --plot map.html",
        "bhtsne embed points.csv --dims 3 --plot map.html",
        "bhtsne embed vectors.npy.gz -o map.csv --metric cosine --perplexity 50 --seed 7",
        "bhtsne embed distances.npy --input-kind distances -o map.csv --perplexity 30,300",
        "bhtsne embed tfidf.npz --metric cosine --labels groups.txt --plot map.html",
    ];

    /// <summary>Makes --help print them too, and a command line without a command the same as --help.</summary>
    public static void AddTo(RootCommand root)
    {
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        HelpWithExamples action = new((SynchronousCommandLineAction)help.Action!);
        help.Action = action;
        root.SetAction(action.Invoke);
    }

    private sealed class HelpWithExamples(SynchronousCommandLineAction inner) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int exitCode = inner.Invoke(parseResult);
            Command command = parseResult.CommandResult.Command;
            string start = command is RootCommand ? $"{Tool.Name} " : $"{Tool.Name} {command.Name}";
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string example in Examples.Where(example => example.StartsWith(start, StringComparison.Ordinal)))
            {
                output.WriteLine($"  {example}");
            }

            return exitCode;
        }
    }
}
