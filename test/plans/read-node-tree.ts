/** A node of a parsed statement, as Postgres writes them down. */
export interface TreeNode {
  type: string;
  fields: Map<string, TreeItem[]>;
  /** The nodes right below it, in lists as well. */
  children: TreeNode[];
}
export type TreeItem = TreeNode | TreeItem[] | string;

export const isNode = (item: TreeItem | undefined): item is TreeNode =>
  typeof item === 'object' && !Array.isArray(item);

/**
 * Reads a pg_node_tree: `{TYPE :field value ...}`, lists in parentheses, `\` before what has a meaning otherwise.
 * Returns a node that has those of the text below it.
 */
export function readNodeTree(text: string): TreeNode {
  const tokens = text.match(/[{}()]|"(?:\\[^]|[^"\\])*"|(?:\\[^]|[^\s{}()\\])+/g) ?? [];
  const root: TreeNode = { type: '', fields: new Map(), children: [] };
  let at = 0;
  const item = (parent: TreeNode): TreeItem => {
    const token = tokens[at++]!;
    if (token === '{') return node(parent);
    if (token !== '(') return token;
    const list: TreeItem[] = [];
    while (tokens[at] !== ')') list.push(item(parent));
    at++;
    return list;
  };
  const node = (parent: TreeNode): TreeNode => {
    const read: TreeNode = { type: tokens[at++]!, fields: new Map(), children: [] };
    let values: TreeItem[] = [];
    while (tokens[at] !== '}') {
      if (tokens[at]!.startsWith(':')) read.fields.set(tokens[at++]!.slice(1), (values = []));
      else values.push(item(read));
    }
    at++;
    parent.children.push(read);
    return read;
  };
  item(root);
  return root;
}

export const fieldOf = (node: TreeNode, name: string): TreeItem | undefined => node.fields.get(name)?.[0];
export const numberOf = (node: TreeNode, name: string): number => Number(fieldOf(node, name) ?? 0);

/** The nodes of a field that is a list of them. */
export const nodesOf = (node: TreeNode, name: string): TreeNode[] => {
  const list = fieldOf(node, name);
  return Array.isArray(list) ? list.filter(isNode) : [];
};
