using System.Globalization;

namespace BhTsne.Cli;

/// <summary>
/// The numbers of the three standard streams. Where the parent has closed one, the runtime opens something of its own under the number, for
/// instance a pipe between its threads: nothing must be written there, and what is read there never comes.
/// </summary>
internal static class StandardDescriptors
{
    /// <summary>The numbers that all systems but Windows give them.</summary>
    public const int Input = 0, Output = 1, Error = 2;

    private const string Flags = "flags:";

    /// <summary>O_CLOEXEC: the runtime sets it on all that it opens, and no process can have inherited what has it.</summary>
    private const int ClosedAtExec = 0x80000;

    /// <summary>Whether the parent has closed one of them, as far as this can be found out: only Linux says it.</summary>
    public static bool IsClosed(int descriptor)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            string facts = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{descriptor}"));
            return HasClosedAtExec(facts);
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether the facts of a descriptor say so.</summary>
    /// <param name="facts">Lines with a name and a value each; the flags are an octal number.</param>
    internal static bool HasClosedAtExec(string facts)
    {
        int at = facts.IndexOf(Flags, StringComparison.Ordinal);
        if (at < 0)
        {
            return false;
        }

        int flags = 0;
        foreach (char digit in facts.AsSpan(at + Flags.Length).TrimStart())
        {
            if (digit is < '0' or > '7')
            {
                break;
            }

            flags = (8 * flags) + (digit - '0');
        }

        return (flags & ClosedAtExec) != 0;
    }
}
