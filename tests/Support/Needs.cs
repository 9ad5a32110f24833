using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace BhTsne;

/// <summary>
/// What a test may need beyond the repository. Each method returns null where it is there, and otherwise the reason for a skip.
/// </summary>
internal static class Needs
{
    /// <summary>A data set, or one file of it, beside the repository.</summary>
    /// <param name="path">The path below the folder of all data sets, with slashes.</param>
    public static string? RealData(string path) =>
        Path.Exists(Repository.RealData(path.Split('/'))) ? null : $"the data ../shared/data/{path} are not there";

    /// <summary>An operating system with Unix permissions, links and signals.</summary>
    public static string? Unix() => OperatingSystem.IsWindows() ? "Windows has no Unix permissions, links and signals" : null;

    /// <summary>A processor with AVX-512, whether or not the runtime's switch turns it off in this process.</summary>
    public static string? Avx512()
    {
        const int FoundationBit = 16;
        bool has = X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && ((X86Base.CpuId(7, 0).Ebx >> FoundationBit) & 1) == 1;
        return has ? null : "this processor has no AVX-512";
    }

    /// <summary>A processor with AVX2.</summary>
    public static string? Avx2() => System.Runtime.Intrinsics.X86.Avx2.IsSupported ? null : "this processor has no AVX2";

    /// <summary>The library ICU, which has the data of all cultures, and a shell to start a process that uses it.</summary>
    public static string? Icu()
    {
        const int Newest = 90, Oldest = 50;
        bool isThere = Enumerable.Range(Oldest, Newest - Oldest).Any(version =>
        {
            bool loads = NativeLibrary.TryLoad($"libicuuc.so.{version}", out nint library);
            NativeLibrary.Free(library);
            return loads;
        });
        return isThere ? Machine.Missing(Requirement.Bash) : "ICU is not installed";
    }

    /// <summary>A program on the search path.</summary>
    /// <param name="name">The file name of the program.</param>
    public static string? Program(string name)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Any(folder => File.Exists(Path.Combine(folder, name))) ? null : $"the program {name} is not installed";
    }

    /// <summary>A shell on the search path. Where BHTSNE_EXPECT_SHELLS is 1, a test without it fails, and is not skipped.</summary>
    /// <param name="name">The file name of the shell.</param>
    public static string? Shell(string name) =>
        Environment.GetEnvironmentVariable("BHTSNE_EXPECT_SHELLS") == "1" ? null : Program(name);

    /// <summary>Time: tests that take minutes are run where BHTSNE_LONG is 1, as by <c>.ci/run --long</c>.</summary>
    public static string? Minutes() =>
        Environment.GetEnvironmentVariable("BHTSNE_LONG") == "1" ? null : "takes minutes; set BHTSNE_LONG=1";

    /// <summary>A signal that this process does not ignore: processes that it starts inherit what is ignored.</summary>
    /// <param name="number">The number of the signal.</param>
    public static string? Signal(int number)
    {
        const string Status = "/proc/self/status", Field = "SigIgn:";
        if (Unix() is { } reason)
        {
            return reason;
        }

        string? line = File.Exists(Status)
            ? File.ReadLines(Status).FirstOrDefault(l => l.StartsWith(Field, StringComparison.Ordinal))
            : null;
        bool ignored = line is not null && ((Convert.ToUInt64(line[Field.Length..].Trim(), 16) >> (number - 1)) & 1) == 1;
        return ignored ? $"signal {number} is ignored where these tests run (by the background job of a shell, for instance)" : null;
    }
}
