using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace BhTsne.Cli;

/// <summary>
/// Finds out whether the process may open the files that it will need. The runtime keeps each library open, and says of one that it cannot
/// open, for whatever reason, that it is not there.
/// </summary>
internal static class OpenFiles
{
    /// <summary>
    /// More than a command was seen to open: 90 files (embed with all outputs and --watch), most of them libraries, and the
    /// connections of a browser.
    /// </summary>
    public const int Needed = 128;

    private const string AnyFile = "/dev/null";

    /// <summary>EMFILE of the process and ENFILE of the system, which .NET passes on.</summary>
    private const int ProcessLimit = 24, SystemLimit = 23;

    /// <summary>Opens files until there are enough, and closes them again.</summary>
    /// <param name="needed">How many must be possible.</param>
    /// <returns>What is wrong and what to do; null where so many can be opened, and on Windows, which has no such limit.</returns>
    public static string? FindFault(int needed = Needed)
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
                opened[count] = File.OpenHandle(AnyFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            }

            return null;
        }
        catch (IOException exception) when (exception.HResult is ProcessLimit or SystemLimit)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"too many open files: only {count} more can be opened, but up to {needed} are needed; "
                + $"raise the limit, for instance by 'ulimit -n 1024'");
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
