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
    .map(({ name, value }) => ` ${name}="${escape(places.has(name) ? shorten(value) : value)}"`)
    .join('');
  const inside = [...element.childNodes].map((child) => write(child, '')).join('');
  const open = `<${element.localName}${namespace}${attributes}`;
  return inside === '' ? `${open}/>` : `${open}>${inside}</${element.localName}>`;
}

/** Attributes that say where something is. */
const places = new Set(['x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height', 'transform']);

/** A thousandth of a pixel is enough; the last bits of a float would only differ from machine to machine. */
function shorten(value: string): string {
  return value.replaceAll(/\d+\.\d{4,}/g, (number) => String(Math.round(Number(number) * 1000) / 1000));
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (c) => entities[c]);
}
