namespace BhTsne.Browser.Tests.Support;

/// <summary>Texts that are markup, script, code, other directions of writing or pictures, and must stay text.</summary>
internal static class HostileTexts
{
    public static IReadOnlyList<string> All { get; } =
    [
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(2)>",
        "\"quoted\" 'twice' `thrice`",
        "a,b;c d",
        "${alert(3)} {{facts}} %s",
        "javascript:alert(4)//",
        "שלום עולם",
        "مرحبا",
        "\u202Ereversed",
        "😀👩‍👩‍👧‍👦 family",
        "<!-- comment -->",
        "&lt;b&gt; &amp; ]]>",
        "__proto__",
        "constructor",
        "=HYPERLINK(\"x\")",
        new('w', 300),
    ];
}
