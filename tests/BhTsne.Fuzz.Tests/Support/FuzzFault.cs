namespace BhTsne.Fuzz.Tests.Support;

/// <summary>A reader did what it must not do with a file.</summary>
internal sealed class FuzzFault(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Throws where something does not hold.</summary>
    public static void Unless(bool holds, string message)
    {
        if (!holds)
        {
            throw new FuzzFault(message);
        }
    }
}
