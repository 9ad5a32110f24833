namespace BhTsne.IO.Tests;

/// <summary>Expects a <see cref="TableFormatException"/> with exactly this message after the name of the file.</summary>
internal static class Faults
{
    public static TableFormatException Expect(string file, string message, Func<object> read)
    {
        TableFormatException fault = Assert.Throws<TableFormatException>(read);
        Assert.Equal(file + message, fault.Message);
        Assert.Equal(file, fault.File);
        return fault;
    }

    public static TableFormatException ExpectPart(string file, string part, Func<object> read)
    {
        TableFormatException fault = Assert.Throws<TableFormatException>(read);
        Assert.StartsWith(file, fault.Message, StringComparison.Ordinal);
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        return fault;
    }
}
