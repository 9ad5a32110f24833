using BhTsne.Cli.Reporting;

namespace BhTsne.Cli.Options;

/// <summary>How far the map can be trusted: the certificate of the run, and scores of the points.</summary>
internal static class TrustRows
{
    public static FlagRow NoCertificate { get; } = new(
        "--no-certificate", "Do not measure how far to trust the map after the run.")
    {
        Note = "See [the certificate](#the-certificate).",
    };

    public static FlagRow Diagnostics { get; } = new(
        "--diagnostics", "Score how far to trust the place of every point: columns of the map, and colours of a page.")
    {
        Note = "See [scores of points](#scores-of-points). A map in `.npy` has no columns for them. Ctrl-C leaves them out.",
    };

    public static OptionSection Section { get; } = new("Trust", [NoCertificate, Diagnostics])
    {
        Group = OptionGroup.Trust,
    };

    /// <summary>The fields of the report.</summary>
    public static IReadOnlyList<ReportField> Fields { get; } =
    [
        ReportField.OfResult(
            "certificate",
            (facts, _) => CertificateJson.Of(facts.Certificate),
            "How far to trust the map; see [the certificate](#the-certificate). Null with `--no-certificate`, and after Ctrl-C."),
        ReportField.OfResult(
            "gradientErrors",
            (facts, _) => CertificateJson.Of(facts.GradientErrors),
            "With `--gradient-error`: each measurement on the way, as `iteration`, `theta` and `error`; otherwise empty."),
    ];
}
