namespace BhTsne.Fuzz.Tests.Support;

/// <summary>A format: how files of it are made and changed, how they are read, and what is right then.</summary>
/// <param name="name">What it is called.</param>
internal abstract class FuzzedFormat(string name)
{
    /// <summary>What it is called.</summary>
    public string Name { get; } = name;

    /// <summary>Makes a file with as many faults as the dice say.</summary>
    public abstract byte[] Make(Dice dice);

    /// <summary>Chooses how files are read.</summary>
    /// <param name="dice">Chooses among several ways, of which others than the first may refuse a right file, and then count a fault;
    /// null for the first.</param>
    /// <returns>Reads a file, checks what was read and gives a short form of it.</returns>
    public abstract Func<Delivery, string> Reader(Dice? dice);

    /// <summary>Whether the reader says in its documentation that it throws this.</summary>
    public abstract bool IsDocumented(Exception exception, Delivery delivery);

    /// <summary>The ending of the names of its files.</summary>
    public virtual string Ending => "";

    /// <summary>Whether it is read from files alone.</summary>
    public virtual bool NeedsFile => false;

    /// <summary>The bytes that reading allocates for each byte of the file, at most.</summary>
    public virtual long BytesPerByte => 1024;

    /// <summary>The bytes that reading allocates whatever the length of the file, at most.</summary>
    public virtual long ConstantBytes => 16 << 20;

    /// <summary>What reading may allocate beyond that.</summary>
    public virtual long Allowance(byte[] file) => 0;

    public override string ToString() => Name;
}
