const counts = new Map<string, number>();

/**
 * A name that no call before this one gave: `LIF0`, `LIF1` and so on, counted for each type.
 *
 * @param type - a text, or a class, whose name is taken
 * @param prefix - what stands before the type. Nothing unless given
 *
 * @example
 * getUniqueName('layer'); // 'layer0'
 * getUniqueName('layer', 'conv_'); // 'conv_layer1'
 */
export function getUniqueName(type: string | { readonly name: string }, prefix = ''): string {
  const name = typeof type === 'string' ? type : type.name;
  const count = counts.get(name) ?? 0;
  counts.set(name, count + 1);
  return `${prefix}${name}${count}`;
}
