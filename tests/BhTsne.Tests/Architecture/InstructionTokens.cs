using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace BhTsne.Tests.Architecture;

/// <summary>The metadata tokens that the instructions of a method body name: what it calls, loads, creates, casts to.</summary>
internal static class InstructionTokens
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    /// <summary>The handles in the operands, strings left out.</summary>
    public static IEnumerable<EntityHandle> Of(ImmutableArray<byte> instructions)
    {
        int at = 0;
        while (at < instructions.Length)
        {
            int value = instructions[at++];
            if (value == 0xFE)
            {
                value = 0xFE00 | instructions[at++];
            }

            switch (OpCodesByValue[value].OperandType)
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at += 1;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * Int32At(instructions, at));
                    break;
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok
                    or OperandType.InlineType or OperandType.InlineSig:
                    yield return MetadataTokens.EntityHandle(Int32At(instructions, at));
                    at += 4;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }

    private static int Int32At(ImmutableArray<byte> bytes, int at) => BitConverter.ToInt32(bytes.AsSpan(at, 4));
}
