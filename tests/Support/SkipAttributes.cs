using System.Reflection;
using Xunit.Sdk;

namespace BhTsne;

// Tests that need more than the repository. Where it is missing they are skipped and counted as skipped, with the reason:
// a test that returns early would count as passed. The reason is found when the tests are discovered.

/// <summary>A test that needs a data set beside the repository.</summary>
internal sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute(string path) => Skip = Needs.RealData(path);
}

/// <summary>A theory that needs a data set beside the repository.</summary>
internal sealed class RealDataTheoryAttribute : TheoryAttribute
{
    public RealDataTheoryAttribute(string path) => Skip = Needs.RealData(path);
}

/// <summary>A test that needs Unix permissions, links or signals.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = Needs.Unix();
}

/// <summary>A theory that needs Unix permissions, links or signals.</summary>
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = Needs.Unix();
}

/// <summary>A test that takes minutes.</summary>
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() => Skip = Needs.Minutes();
}

/// <summary>A theory that takes minutes.</summary>
internal sealed class LongTheoryAttribute : TheoryAttribute
{
    public LongTheoryAttribute() => Skip = Needs.Minutes();
}

/// <summary>A test that needs a processor with AVX-512.</summary>
internal sealed class Avx512FactAttribute : FactAttribute
{
    public Avx512FactAttribute() => Skip = Needs.Avx512();
}

/// <summary>A test of how .NET compiles for processors with AVX2, whether they have AVX-512 or not.</summary>
internal sealed class Avx2FactAttribute : FactAttribute
{
    public Avx2FactAttribute() => Skip = Needs.Avx2();
}

/// <summary>A test that needs a program on the search path.</summary>
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string name) => Skip = Needs.Program(name);
}

/// <summary>A theory that needs the data of all cultures (ICU), which tests and tool are built without.</summary>
internal sealed class IcuTheoryAttribute : TheoryAttribute
{
    public IcuTheoryAttribute() => Skip = Needs.Icu();
}

/// <summary>A theory that runs a shell.</summary>
internal sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute(string name) => Skip = Needs.Shell(name);
}

/// <summary>The data of a theory that sends a signal: these data are skipped where the signal is ignored.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class SignalDataAttribute : DataAttribute
{
    private readonly string _name;

    public SignalDataAttribute(string name, params int[] numbers)
    {
        _name = name;
        Skip = numbers.Select(Needs.Signal).FirstOrDefault(reason => reason is not null);
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[_name]];
}
