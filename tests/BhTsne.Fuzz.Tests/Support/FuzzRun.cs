using System.Globalization;

namespace BhTsne.Fuzz.Tests.Support;

/// <summary>
/// Runs the cases of a format: new ones in every run, and in the message of a failure a seed that makes the case again. The seed of case i
/// is the first seed plus i.
/// </summary>
internal static class FuzzRun
{
    /// <summary>The environment variable that names the first seed.</summary>
    private const string SeedVariable = "BHTSNE_FUZZ_SEED";

    /// <summary>The environment variable that says how many cases each format has.</summary>
    private const string CasesVariable = "BHTSNE_FUZZ_CASES";

    /// <summary>The environment variable that names a folder which receives the file of each format's last case: of the one that
    /// fails.</summary>
    private const string KeepVariable = "BHTSNE_FUZZ_KEEP";

    private const int DefaultCases = 300;

    /// <summary>Far beyond what any case takes; a reader that does not end is found by it.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(2);

    /// <summary>Runs all cases of a format.</summary>
    public static void Run(FuzzedFormat format, Action<string> print)
    {
        int cases = int.TryParse(Environment.GetEnvironmentVariable(CasesVariable), CultureInfo.InvariantCulture, out int asked)
            ? asked
            : DefaultCases;
        ulong first = ulong.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : (ulong)Random.Shared.NextInt64();
        print($"{format}: {cases} cases, {SeedVariable}={first}");
        using TempFolder folder = new();
        int done = 0, accepted = 0, right = 0;
        Exception? failure = null;
        Thread runner = new(() =>
        {
            for (; done < cases && failure is null; Interlocked.Increment(ref done))
            {
                failure = Record.Exception(() => One(format, unchecked(first + (ulong)done), folder.Path, ref accepted, ref right));
            }
        })
        {
            IsBackground = true,
        };
        runner.Start();
        for (int before = -1; !runner.Join(_longest) && before != done; before = done)
        {
        }

        bool hangs = runner.IsAlive;
        int failed = failure is null ? done : done - 1;
        string replay = string.Create(
            CultureInfo.InvariantCulture, $"replay with {SeedVariable}={unchecked(first + (ulong)failed)} {CasesVariable}=1");
        Assert.False(hangs, $"{format}: the reader does not end; {replay}");
        Assert.True(failure is null, $"{format}: {failure?.Message}\n{replay}\n{failure?.StackTrace}");
        Assert.True(
            cases < 100 || (right > 0 && accepted > 0 && accepted < cases),
            $"{format}: of {cases} files {right} had no fault, {accepted} were read: what is made tests nothing");
        print($"{format}: {accepted} files were read, {cases - accepted} refused; {right} had no fault");
    }

    private static void One(FuzzedFormat format, ulong seed, string folder, ref int accepted, ref int right)
    {
        Dice dice = new(seed);
        dice.FaultsPerThousand = dice.Pick(0, 5, 20, 100, 300);
        byte[] file = format.Make(dice);
        if (dice.FaultsPerThousand > 0 && dice.OneIn(3))
        {
            file = ByteFaults.Change(file, dice);
        }

        if (Environment.GetEnvironmentVariable(KeepVariable) is { Length: > 0 } keep)
        {
            File.WriteAllBytes(Path.Combine(keep, $"{format.Name}{format.Ending}"), file);
        }

        bool wasRead = false;
        Func<Delivery, string> read = format.Reader(dice);
        Judge.Examine(
            format,
            file,
            delivery =>
            {
                string digest = read(delivery);
                wasRead = true;
                return digest;
            },
            dice.Faults == 0,
            folder,
            dice.Pick(0, 1, 7, 4096, int.MaxValue));
        accepted += wasRead ? 1 : 0;
        right += dice.Faults == 0 ? 1 : 0;
    }
}
