/**
 * An SVG element as a document of its own. The same in Node and in browsers, and strict XML: what HTML's
 * `outerHTML` writes is not.
 */
export function serialize(element: Element): string {
  return `${write(element, ' xmlns="http://www.w3.org/2000/svg"')}\n`;
}

const TEXT = 3;

function write(node: Node, namespace: string): string {
  if (node.nodeType === TEXT) return escape(node.nodeValue ?? '');
  const element = node as Element;
  const attributes = [...element.attributes]
    .filter(({ name }) => name !== 'xmlns')
    .map(({ name, value }) => ` ${name}="${escape(value)}"`)
    .join('');
  const inside = [...element.childNodes].map((child) => write(child, '')).join('');
  const open = `<${element.localName}${namespace}${attributes}`;
  return inside === '' ? `${open}/>` : `${open}>${inside}</${element.localName}>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (c) => entities[c] as string);
}
