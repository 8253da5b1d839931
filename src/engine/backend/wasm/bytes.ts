/** Bytes written one after the other, with the numbers of the WebAssembly format. */
export class Bytes {
  private buffer = new Uint8Array(256);
  private end = 0;

  get length(): number {
    return this.end;
  }

  byte(value: number): this {
    if (this.end === this.buffer.length) this.grow(1);
    this.buffer[this.end++] = value;
    return this;
  }

  /** A number as unsigned LEB128. */
  unsigned(value: number): this {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.byte(rest);
  }

  /** A number as signed LEB128. */
  signed(value: number): this {
    let rest = value | 0;
    while (rest < -0x40 || rest > 0x3f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    return this.byte(rest & 0x7f);
  }

  all(bytes: ArrayLike<number>): this {
    if (this.end + bytes.length > this.buffer.length) this.grow(bytes.length);
    this.buffer.set(bytes, this.end);
    this.end += bytes.length;
    return this;
  }

  /** A text, its length before it. */
  name(text: string): this {
    const bytes = new TextEncoder().encode(text);
    return this.unsigned(bytes.length).all(bytes);
  }

  /** What others have written, its length before it. */
  sized(content: Bytes): this {
    return this.unsigned(content.length).all(content.written());
  }

  /** All bytes so far, valid until more are written. */
  written(): Uint8Array<ArrayBuffer> {
    return this.buffer.subarray(0, this.end);
  }

  private grow(by: number): void {
    const larger = new Uint8Array(Math.max(2 * this.buffer.length, this.end + by));
    larger.set(this.written());
    this.buffer = larger;
  }
}
