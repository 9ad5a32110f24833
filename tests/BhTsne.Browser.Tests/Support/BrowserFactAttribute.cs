namespace BhTsne.Browser.Tests.Support;

/// <summary>A test in a real browser. Without one it is skipped with the reason, unless <see cref="Chromium.Expected"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    /// <summary>A test that may need a data set beside the repository as well.</summary>
    /// <param name="realData">The path below the folder of all data sets, with slashes; null for none.</param>
    public BrowserFactAttribute(string? realData = null) =>
        Skip = Chromium.Missing ?? (realData is null ? null : Needs.RealData(realData));
}

/// <summary>A theory in a real browser. Without one it is skipped with the reason, unless <see cref="Chromium.Expected"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Missing;
}
