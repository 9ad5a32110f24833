using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BhTsne.IO.Arrays;

/// <summary>The type of an array's elements, in the byte order of this machine.</summary>
internal abstract class NumberType(int size)
{
    /// <summary>Bytes of one element.</summary>
    public int Size { get; } = size;

    /// <summary>Rounds elements to single precision; what does not fit becomes infinite.</summary>
    public abstract void ToSingles(ReadOnlySpan<byte> source, Span<float> destination);

    /// <summary>Whether elements are integers by their type.</summary>
    public abstract bool IsInteger { get; }

    /// <summary>Widens elements to 64 bits; what is larger becomes the largest.</summary>
    public abstract void ToIntegers(ReadOnlySpan<byte> source, Span<long> destination);

    /// <summary>One element as text; for a whole number its plain digits.</summary>
    public abstract string Format(ReadOnlySpan<byte> element);

    /// <summary>Whether one element is a whole number.</summary>
    public abstract bool IsWhole(ReadOnlySpan<byte> element);

    /// <summary>Whether one element is neither NaN nor infinite as it stands in the file.</summary>
    public abstract bool IsFinite(ReadOnlySpan<byte> element);
}

/// <summary>Elements of type <typeparamref name="T"/>.</summary>
internal sealed class NumberType<T> : NumberType
    where T : unmanaged, INumber<T>
{
    public static readonly NumberType<T> Instance = new();

    private NumberType()
        : base(Unsafe.SizeOf<T>())
    {
    }

    public override void ToSingles(ReadOnlySpan<byte> source, Span<float> destination)
    {
        if (typeof(T) == typeof(float))
        {
            MemoryMarshal.Cast<byte, float>(source).CopyTo(destination);
        }
        else
        {
            TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, T>(source), destination);
        }
    }

    // One half is nothing to an integer.
    public override bool IsInteger => T.IsZero(T.One / (T.One + T.One));

    public override void ToIntegers(ReadOnlySpan<byte> source, Span<long> destination) =>
        TensorPrimitives.ConvertSaturating(MemoryMarshal.Cast<byte, T>(source), destination);

    public override string Format(ReadOnlySpan<byte> element)
    {
        T value = Value(element);
        string? format = T.IsInteger(value) && MagnitudeIsPlain(value) ? "F0" : null;
        return T.IsZero(value) ? "0" : value.ToString(format, CultureInfo.InvariantCulture);
    }

    public override bool IsWhole(ReadOnlySpan<byte> element) => T.IsInteger(Value(element));

    public override bool IsFinite(ReadOnlySpan<byte> element) => T.IsFinite(Value(element));

    private static T Value(ReadOnlySpan<byte> element) => MemoryMarshal.Read<T>(element);

    // 1e300 is a whole number too, but its 301 digits are not readable.
    private static bool MagnitudeIsPlain(T value) => double.Abs(double.CreateSaturating(value)) < 1e20;
}
