using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace BhTsne.Live.Server;

/// <summary>The secret in the address of the page.</summary>
internal sealed class Token
{
    private const int Bytes = 32;
    private readonly byte[] _text;

    private Token(string text)
    {
        Text = text;
        _text = Encoding.ASCII.GetBytes(text);
    }

    /// <summary>43 letters, digits, hyphens and underscores: 256 random bits.</summary>
    public string Text { get; }

    /// <summary>Makes a new one.</summary>
    public static Token Create() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>
    /// The part of a request's target after the token, for instance "live.js" of "/TOKEN/live.js"; null where the token is not there. Takes
    /// as long whichever letter differs.
    /// </summary>
    /// <param name="target">As it was sent, not decoded.</param>
    public string? NameIn(string target)
    {
        int end = 1 + _text.Length;
        if (target.Length <= end || target[0] != '/' || target[end] != '/')
        {
            return null;
        }

        Span<byte> given = stackalloc byte[_text.Length];
        for (int i = 0; i < given.Length; i++)
        {
            given[i] = target[1 + i] < 128 ? (byte)target[1 + i] : (byte)0;
        }

        return CryptographicOperations.FixedTimeEquals(given, _text) ? target[(end + 1)..] : null;
    }
}
