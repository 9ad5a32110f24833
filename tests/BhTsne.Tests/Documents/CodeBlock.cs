using System.Text;
using System.Text.RegularExpressions;

namespace BhTsne.Tests.Documents;

/// <summary>A C# block of a document, fenced by ```csharp, or a program of one file.</summary>
/// <param name="Document">The path of the document below the root of the repository, with slashes.</param>
/// <param name="Line">The number of the block's first line of code, from 1.</param>
/// <param name="Text">The lines of the block.</param>
/// <param name="Usings">The using directives that hold in the block: its own, and those of the blocks above it in the document.</param>
internal sealed partial record CodeBlock(string Document, int Line, IReadOnlyList<string> Text, IReadOnlyList<string> Usings)
{
    /// <summary>Where the block is, as compilers write it.</summary>
    public string Place => $"{Document}({Line})";

    /// <summary>All blocks of a document.</summary>
    public static IEnumerable<CodeBlock> Of(string document, IReadOnlyList<string> lines)
    {
        List<string> usings = [];
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Trim() != "```csharp")
            {
                continue;
            }

            int first = i + 1;
            while (++i < lines.Count && lines[i].Trim() != "```")
            {
                if (UsingDirective().IsMatch(lines[i]))
                {
                    usings.Add(lines[i].Trim());
                }
            }

            yield return new CodeBlock(document, first + 1, [.. lines.Skip(first).Take(i - first)], [.. usings.Distinct()]);
        }
    }

    /// <summary>A program of one file as a block, without the lines that name its projects.</summary>
    public static CodeBlock OfProgram(string document, IReadOnlyList<string> lines)
    {
        int first = lines.TakeWhile(IsDirective).Count();
        string[] text = [.. lines.Skip(first)];
        string[] usings = [.. text.Where(line => UsingDirective().IsMatch(line)).Select(line => line.Trim())];
        return new CodeBlock(document, first + 1, text, usings);
    }

    /// <summary>Whether a line says how a program of one file is built.</summary>
    public static bool IsDirective(string line) =>
        line.StartsWith("#!", StringComparison.Ordinal) || line.StartsWith("#:", StringComparison.Ordinal);

    /// <summary>
    /// The block as a file of a project: a class BlockN with a method Run, derived from Given. Statements are the body of the method;
    /// types, which stand after the statements where there are both, are nested in the class. Compilers and stack traces name the line of
    /// the document.
    /// </summary>
    public string ToFile(int number)
    {
        int types = Text.TakeWhile(line => !TypeDeclaration().IsMatch(line)).Count();
        StringBuilder file = new();
        file.AppendJoin("\n", Usings).Append('\n');
        file.Append("internal sealed class Block").Append(number)
            .Append(" : Given\n{\n    public static async System.Threading.Tasks.Task Run()\n    {\n");
        AppendCode(file, 0, types);
        file.Append("#line default\n        await System.Threading.Tasks.Task.CompletedTask;\n    }\n\n");
        AppendCode(file, types, Text.Count);
        return file.Append("#line default\n}\n").ToString();
    }

    private void AppendCode(StringBuilder file, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            string code = UsingDirective().IsMatch(Text[i]) ? "" : Text[i];
            file.Append("#line ").Append(Line + i).Append(" \"").Append(Document).Append("\"\n").Append(code).Append('\n');
        }
    }

    [GeneratedRegex(@"^using (static )?[\w.]+( = [\w.<>, ]+)?;")]
    private static partial Regex UsingDirective();

    [GeneratedRegex(@"^((public|internal|sealed|static|abstract|readonly|file|partial) )*(class|struct|record|interface|enum|delegate) ")]
    private static partial Regex TypeDeclaration();
}
