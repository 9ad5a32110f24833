using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests;

/// <summary>
/// Maps have the bits that they had when they were recorded, before the engine was reshaped. A change of bits must be meant: then the
/// record is made again, and a decision record says why.
/// </summary>
/// <remarks>
/// Logarithms and cosines of the runtime come from the C library, so the record holds for the versions that it names and is skipped
/// elsewhere. The hashes are of the .npy file that the tool writes.
/// </remarks>
public sealed class RecordedMapsTests
{
    private const string Framework = ".NET 10.0.12", Library = "2.36";

    private static readonly string Digits = Repository.PathOf("src", "BhTsne.Cli", "Samples", "digits.csv.gz");

    public static TheoryData<string, string, string> Recorded => new()
    {
        { "t-SNE in two dimensions", "DIGITS", "15d6dbcf9cbb8efd" },
        { "t-SNE on a line", "DIGITS --dims 1", "5472fc2fd596b1d5" },
        { "t-SNE in space", "DIGITS --dims 3", "3a17ad7d5accc216" },
        { "heavy tails", "DIGITS --degrees-of-freedom 0.5", "6bdd0eedf5640aa8" },
        { "light tails", "DIGITS --degrees-of-freedom 3", "ee9fa4a6c021933e" },
        { "symmetric SNE", "DIGITS --objective symmetric-sne", "b73d885e68a31099" },
        { "SNE in space", "DIGITS --objective sne --dims 3", "98ba3ca6a3538e28" },
        { "exact repulsion from a random start", "DIGITS --repulsion exact --init random", "cf3d966ba03b81eb" },
        { "cosine, two perplexities", "DIGITS --metric cosine --perplexity 10,50", "1656eb66fcfcd80f" },
        {
            "Manhattan by a k-d tree, uniform affinities",
            "DIGITS --metric manhattan --neighbors kd-tree --affinities uniform --perplexity 15",
            "4c1cd4356282f3e2"
        },
        { "inner products, one bandwidth", "DIGITS --metric inner-product --affinities fixed --bandwidth 20", "89e5f37d665736ea" },
        { "approximate search", "DIGITS --neighbors approximate --neighbor-recall 0.9", "15d6dbcf9cbb8efd" },
        { "weights", "DIGITS --weights WEIGHTS", "0827ec0525e417e4" },
        { "weights, SNE on a line", "DIGITS --weights WEIGHTS --objective sne --dims 1", "037272b9305b2f7f" },
        { "merged duplicates", "DIGITS DIGITS --merge-duplicates", "2c151e1acf3b6f4a" },
        { "sparse points", "WORDS --perplexity 10 --pca 20", "d4f7a14c1a4ef68a" },
        { "distances", "DISTANCES --input-kind distances --perplexity 10", "cd0cba074d73c5ac" },
        { "stopped by its cost", "DIGITS --min-cost-improvement 0.2 --iterations 900", "27c84faf1f7c4adf" },
    };

    [RecordedTheory]
    [MemberData(nameof(Recorded))]
    public void A_map_has_the_recorded_bits(string name, string line, string hash)
    {
        using TempFolder folder = new();
        List<string> args = ["embed", .. line.Split(' ').Select(word => Input(word, folder)), "--schedule", "classic"];
        args.AddRange(["--early-exaggeration-iterations", "60"]);
        args.AddRange(line.Contains("--iterations", StringComparison.Ordinal) ? [] : ["--iterations", "120"]);
        args.AddRange(line.Contains("DIGITS", StringComparison.Ordinal) ? ["--label-column", "digit"] : []);
        string map = folder["map.npy"];
        ToolRun.Of([.. args, "-o", map, "-q"]).Expect(0);
        string actual = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(map)))[..16];
        Assert.True(hash == actual, $"{name}: {actual} instead of {hash}");
    }

    /// <summary>Whole numbers and halves, so that no rounding is in the input itself.</summary>
    private static string Input(string word, TempFolder folder) => word switch
    {
        "DIGITS" => Digits,
        "WEIGHTS" => folder.Text(
            "weights.csv", string.Concat(Enumerable.Range(0, 1797).Select(i => i % 3 == 0 ? "1\n" : i % 3 == 1 ? "2.5\n" : "3\n"))),
        "DISTANCES" => folder.Text("distances.csv", string.Concat(Enumerable.Range(0, 60).Select(i =>
            string.Join(',', Enumerable.Range(0, 60).Select(j => Math.Abs((i * 37 % 101) - (j * 37 % 101)))) + "\n"))),
        "WORDS" => folder.Text("words.mtx", Words()),
        _ => word,
    };

    private static string Words()
    {
        string[] entries =
        [
            .. from i in Enumerable.Range(0, 120)
               from j in Enumerable.Range(0, 80)
               let value = ((i * 7) + (j * 3)) % 5
               where value > 1 && (i + j) % 4 != 0 && (i / 30 != j / 20 || j % 2 == 0)
               select string.Create(CultureInfo.InvariantCulture, $"{i + 1} {j + 1} {value}\n"),
        ];
        return $"%%MatrixMarket matrix coordinate real general\n120 80 {entries.Length}\n{string.Concat(entries)}";
    }

    private sealed class RecordedTheoryAttribute : TheoryAttribute
    {
        public RecordedTheoryAttribute()
        {
            string here = $"{RuntimeInformation.FrameworkDescription}, C library {CLibrary()}";
            Skip = here == $"{Framework}, C library {Library}" ? null : $"recorded under {Framework}, C library {Library}; this is {here}";
        }

        private static string CLibrary()
        {
            try
            {
                return Marshal.PtrToStringUTF8(Version()) ?? "unknown";
            }
            catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
            {
                return "unknown";
            }
        }

        [DllImport("libc", EntryPoint = "gnu_get_libc_version")]
        private static extern nint Version();
    }
}
