using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace BhTsne.Cli;

/// <summary>
/// Finds out whether the process may open the files that it will need. The runtime keeps each library open, and says of one that it cannot
/// open, for whatever reason, that it is not there.
/// </summary>
internal static class OpenFiles
{
    /// <summary>65, which embed with all outputs was seen to open, most of them libraries, and a reserve.</summary>
    public const int Needed = 76;

    /// <summary>104, which embed with all outputs was seen to open where a page shows the map, and the connections of browsers.</summary>
    public const int NeededToWatch = 120;

    private const string AnyFile = "/dev/null";

    /// <summary>The commands that do work. Names alone: what has them otherwise is in a library that would have to be opened.</summary>
    private static readonly string[] _commands = ["embed", "transform", "evaluate", "study", "plot", "demo"];

    private static readonly string[] _help = ["--help", "--help-all", "-h", "-?", "/h", "/?", "--version"];

    /// <summary>EMFILE of the process and ENFILE of the system, which .NET passes on.</summary>
    private const int ProcessLimit = 24, SystemLimit = 23;

    /// <summary>How many files a command line may open; 0 where it asks for help, the version or a script of completion.</summary>
    /// <param name="args">The command line without the tool's name.</param>
    public static int NeededBy(IReadOnlyList<string> args)
    {
        string? command = args.FirstOrDefault(arg => !arg.StartsWith('-'));
        return !_commands.Contains(command) || args.Any(_help.Contains) ? 0
            : args.Any(arg => MayWatch(arg, "--watch") || MayWatch(arg, "--config")) ? NeededToWatch
            : Needed;

        // A file of options may have it.
        static bool MayWatch(string arg, string option) =>
            arg.StartsWith(option, StringComparison.Ordinal) && (arg.Length == option.Length || arg[option.Length] is '=' or ':');
    }

    /// <summary>Opens files until there are enough, and closes them again.</summary>
    /// <param name="needed">How many must be possible.</param>
    /// <param name="open">Opens one; null for the way of the system.</param>
    /// <returns>What is wrong and what to do; null where so many can be opened, and on Windows, which has no such limit.</returns>
    public static string? FindFault(int needed, Func<SafeFileHandle>? open = null)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        SafeFileHandle?[] opened = new SafeFileHandle?[needed];
        int count = 0;
        try
        {
            for (; count < needed; count++)
            {
                opened[count] = open?.Invoke() ?? File.OpenHandle(AnyFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            }

            return null;
        }
        catch (IOException exception) when (exception.HResult is ProcessLimit or SystemLimit)
        {
            bool isOfSystem = exception.HResult == SystemLimit;
            string advice = isOfSystem
                ? "close other programs, or let an administrator raise the limit of the system"
                : "raise the limit, for instance by 'ulimit -n 1024'";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"too many open files{(isOfSystem ? " in the whole system" : "")}: only {count} more can be opened, "
                + $"but up to {needed} are needed; {advice}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // There is no such device: nothing is known, and the run says what it finds.
            return null;
        }
        finally
        {
            Array.ForEach(opened, file => file?.Dispose());
        }
    }
}
