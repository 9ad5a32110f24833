namespace BhTsne.Fuzz.Tests.Support;

/// <summary>Decides whether a reader did with a file what it promises.</summary>
internal static class Judge
{
    /// <summary>
    /// Reads a file twice, in different ways, and checks: a result that holds together, or a documented exception whose message begins with
    /// the name of the file; the same both times; memory and bytes read in proportion to the file.
    /// </summary>
    /// <param name="format">Its format.</param>
    /// <param name="file">The file.</param>
    /// <param name="read">How it is read.</param>
    /// <param name="mustBeRead">Whether it has no fault.</param>
    /// <param name="folder">For files.</param>
    /// <param name="piece">The most bytes that a read of a pipe gives.</param>
    /// <exception cref="FuzzFault">Something does not hold.</exception>
    public static void Examine(FuzzedFormat format, byte[] file, Func<Delivery, string> read, bool mustBeRead, string folder, int piece)
    {
        // Without an ending a file and a stream say equally little about their format.
        string path = Path.Combine(folder, format.NeedsFile ? $"case{format.Ending}" : "case");
        using Delivery first = format.NeedsFile ? Delivery.File(file, path) : Delivery.Seekable(file);
        string? whole = Once(format, first, read, out Exception? refused);
        if (mustBeRead && refused is not null)
        {
            throw new FuzzFault($"a file without faults is refused: {refused.Message}", refused);
        }

        if (format.NeedsFile)
        {
            return;
        }

        using Delivery second = piece == 0 ? Delivery.File(file, path) : Delivery.Pipe(file, piece);
        string? pieces = Once(format, second, read, out Exception? alsoRefused);
        FuzzFault.Unless(
            whole == pieces,
            $"from memory: {whole ?? refused!.Message}; {(piece == 0 ? "from a file" : "in pieces")}: {pieces ?? alsoRefused!.Message}");
    }

    private static string? Once(FuzzedFormat format, Delivery delivery, Func<Delivery, string> read, out Exception? refused)
    {
        string? result = null;
        refused = null;
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            result = read(delivery);
        }
        catch (Exception exception) when (exception is not FuzzFault)
        {
            refused = exception;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (refused is not null && !format.IsDocumented(refused, delivery))
        {
            throw new FuzzFault($"this exception is not documented: {refused}", refused);
        }

        long most = format.ConstantBytes + (format.BytesPerByte * delivery.Bytes.Length) + format.Allowance(delivery.Bytes);
        FuzzFault.Unless(
            allocated <= most,
                $"{delivery.Bytes.Length} bytes made the reader allocate {allocated} bytes, more than {most}; {refused?.Message}");
        long bytesRead = delivery.Stream?.BytesRead ?? 0, mostRead = (1 << 20) + (16L * delivery.Bytes.Length);
        FuzzFault.Unless(bytesRead <= mostRead, $"of {delivery.Bytes.Length} bytes {bytesRead} were read, more than {mostRead}");
        return result;
    }
}
