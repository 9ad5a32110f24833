namespace BhTsne;

/// <summary>The input data are at fault, in a way that only a run can find: for instance a row of zeros, which has no cosine.</summary>
/// <remarks>
/// The message names the row or point and says what to do. What the caller can check in advance is an <see cref="ArgumentException"/> of
/// another type.
/// </remarks>
public sealed class TsneInputException : ArgumentException
{
    /// <summary>Describes the fault.</summary>
    /// <param name="message">Which row or point, what is wrong with it, and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public TsneInputException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
