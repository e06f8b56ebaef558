#pragma once

#include <retrain/detail/ubj_field.hpp>
#include <retrain/detail/ubj_value.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retrain::detail {

/// Examines a model's document for all that XGBoost takes on trust. It throws `error`
/// (`corrupt_model`) at the first thing that XGBoost 1.7 to 3.0 do not write for a classifier with
/// `gbtree`, numeric features and one output a tree.
class xgboost_structure {
   public:
    xgboost_structure(std::size_t most_features, std::size_t deepest) noexcept
        : most_features_{most_features}, deepest_{deepest} {}

    void check(ubj_value const& document) {
        ubj_field const root{document, ""};
        root.has_only({"learner", "version"});
        check_version(root["version"]);
        auto const learner = root["learner"];
        learner.has_only({"attributes", "feature_names", "feature_types", "gradient_booster",
                          "learner_model_param", "objective"});
        learner["attributes"].each(ubj_value::kind::object,
                                   [](ubj_field const& value, auto) { (void)value.text(); });
        check_shape(learner["learner_model_param"]);
        check_objective(learner["objective"], learner["learner_model_param"]);
        for (auto const* const list : {"feature_names", "feature_types"})
            check_names(learner[list]);
        auto const booster = learner["gradient_booster"];
        if (booster["name"].text() != "gbtree") booster["name"].refuse("is not 'gbtree'");
        booster.has_only({"model", "name"});
        check_trees(booster["model"]);
    }

   private:
    /// What marks the root's parent, and the split of a node that was pruned.
    static constexpr std::int32_t none = std::numeric_limits<std::int32_t>::max();
    /// The sum of a class's leaves stays below it, so that no row's prediction overflows a float.
    static constexpr double most_margin = 1e30;

    static void check_version(ubj_field const& version) {
        version.each(ubj_value::kind::list, [](ubj_field const& number, std::size_t place) {
            if (number.integer() < (place == 0 ? 1 : 0)) number.refuse("is no XGBoost's version");
        });
        if (version.size() != 3) version.refuse("is not three numbers");
    }

    void check_shape(ubj_field const& shape) {
        shape.has_only(
            {"base_score", "boost_from_average", "num_class", "num_feature", "num_target"});
        features_ = shape["num_feature"].count(1, most_features_);
        if (shape.has("num_target")) (void)shape["num_target"].count(1, 1);
        if (shape.has("boost_from_average")) (void)shape["boost_from_average"].count(0, 1);
    }

    void check_objective(ubj_field const& objective, ubj_field const& shape) {
        auto const name = objective["name"].text();
        double const score = shape["base_score"].finite();
        if (name == "binary:logistic") {
            objective.has_only({"name", "reg_loss_param"});
            objective["reg_loss_param"].has_only({"scale_pos_weight"});
            (void)objective["reg_loss_param"]["scale_pos_weight"].finite();
            (void)shape["num_class"].count(0, 1);
            if (!(score > 0 && score < 1)) shape["base_score"].refuse("is not between 0 and 1");
            margins_.assign(1, 0);
        } else if (name == "multi:softprob") {
            objective.has_only({"name", "softmax_multiclass_param"});
            auto const classes = objective["softmax_multiclass_param"];
            classes.has_only({"num_class"});
            std::size_t const count = shape["num_class"].count(2, most_classes);
            (void)classes["num_class"].count(count, count);
            margins_.assign(count, std::abs(score));
        } else {
            objective["name"].refuse("is '" + printable(name.substr(0, 48)) +
                                     "', but only binary:logistic and multi:softprob give class "
                                     "probabilities");
        }
    }

    void check_names(ubj_field const& names) const {
        names.each(ubj_value::kind::list, [](ubj_field const& name, auto) { (void)name.text(); });
        if (names.size() != 0 && names.size() != features_)
            names.refuse("has " + std::to_string(names.size()) + " entries for " +
                         std::to_string(features_) + " features");
    }

    /// The trees stand round by round, in a round class by class, in a class one after the other.
    void check_trees(ubj_field const& model) {
        model.has_only({"gbtree_model_param", "iteration_indptr", "tree_info", "trees"});
        auto const parameters = model["gbtree_model_param"];
        parameters.has_only({"num_parallel_tree", "num_trees", "size_leaf_vector"});
        if (parameters.has("size_leaf_vector")) (void)parameters["size_leaf_vector"].count(0, 1);
        auto const trees = model["trees"];
        std::size_t const count = trees.size();
        (void)parameters["num_trees"].count(std::max<std::size_t>(count, 1), count);
        std::size_t const beside = parameters["num_parallel_tree"].count(1, count);
        std::size_t const round = beside * margins_.size();
        if (count % round != 0)
            trees.refuse("has " + std::to_string(count) + " trees, which are no whole rounds of " +
                         std::to_string(round));
        if (model.has("iteration_indptr")) {
            auto const begins = model["iteration_indptr"];
            begins.each(ubj_value::kind::list, [&](ubj_field const& begin, std::size_t place) {
                if (begin.integer() != static_cast<std::int64_t>(place * round))
                    begin.refuse("is not where its round begins");
            });
            if (begins.size() != count / round + 1)
                begins.refuse("does not have the rounds of its trees");
        }
        std::vector<double> margins = margins_;
        auto const check_one = [&](ubj_field const& tree, std::size_t place) {
            if (tree["id"].integer() != static_cast<std::int64_t>(place))
                tree["id"].refuse("is not the tree's place");
            margins[place / beside % margins.size()] += check_tree(tree);
        };
        trees.each(ubj_value::kind::list, check_one);
        model["tree_info"].each(ubj_value::kind::list, [&](ubj_field const& of, std::size_t place) {
            if (of.integer() != static_cast<std::int64_t>(place / beside % margins.size()))
                of.refuse("is not the class of the tree at this place");
        });
        if (model["tree_info"].size() != count)
            model["tree_info"].refuse("has another length than trees");
        if (!std::ranges::all_of(margins, [](double sum) { return sum < most_margin; }))
            trees.refuse("have leaves so large that their sum could overflow");
    }

    /// The largest size of a leaf.
    [[nodiscard]] double check_tree(ubj_field const& tree) {
        tree.has_only({"base_weights", "categories", "categories_nodes", "categories_segments",
                       "categories_sizes", "default_left", "id", "left_children", "loss_changes",
                       "parents", "right_children", "split_conditions", "split_indices",
                       "split_type", "sum_hessian", "tree_param"});
        auto const parameters = tree["tree_param"];
        parameters.has_only({"num_deleted", "num_feature", "num_nodes", "size_leaf_vector"});
        (void)parameters["num_feature"].count(features_, features_);
        (void)parameters["size_leaf_vector"].count(0, 1);
        std::size_t const nodes = parameters["num_nodes"].count(1, most_nodes);
        std::size_t const deleted = parameters["num_deleted"].count(0, nodes - 1);

        (void)tree["categories"].numbers<std::int32_t>(0);
        (void)tree["categories_nodes"].numbers<std::int32_t>(0);
        (void)tree["categories_segments"].numbers<std::int64_t>(0);
        (void)tree["categories_sizes"].numbers<std::int64_t>(0);
        auto const kinds = tree["split_type"].numbers<std::uint8_t>(nodes);
        for (auto const* const list :
             {"base_weights", "loss_changes", "sum_hessian", "split_conditions"}) {
            auto const numbers = tree[list].numbers<float>(nodes);
            for (std::size_t node = 0; node < nodes; ++node)
                if (!std::isfinite(numbers[node])) refuse(tree[list], node, "is not finite");
        }
        auto const parents = tree["parents"].numbers<std::int32_t>(nodes);
        auto const left = tree["left_children"].numbers<std::int32_t>(nodes);
        auto const right = tree["right_children"].numbers<std::int32_t>(nodes);
        auto const features = tree["split_indices"].numbers<std::int32_t>(nodes);
        auto const defaults = tree["default_left"].numbers<std::uint8_t>(nodes);
        auto const values = tree["split_conditions"].numbers<float>(nodes);

        auto const is_node = [&](std::int32_t n) {
            return n >= 0 && static_cast<std::size_t>(n) < nodes;
        };
        for (std::size_t node = 0; node < nodes; ++node) {
            if (node == 0 ? parents[0] != none : !is_node(parents[node]))
                refuse(tree["parents"], node, "is no node");
            if ((left[node] != -1 && !is_node(left[node])) ||
                (right[node] != -1 && !is_node(right[node])))
                refuse(tree, node, "has a child that is no node");
            if (kinds[node] != 0) refuse(tree["split_type"], node, "is not numeric");
            if (defaults[node] > 1) refuse(tree["default_left"], node, "is neither 0 nor 1");
        }

        double largest = 0;
        met_.assign(nodes, false);
        met_[0] = true;
        path_.assign(1, {0, 0});
        std::size_t reached = 1;
        while (!path_.empty()) {
            auto const [node, depth] = path_.back();
            path_.pop_back();
            if (features[node] < 0 || static_cast<std::size_t>(features[node]) >= features_)
                refuse(tree["split_indices"], node, "is no feature");
            if (left[node] == -1 && right[node] == -1) {
                largest = std::max(largest, std::abs(static_cast<double>(values[node])));
                continue;
            }
            if (depth == deepest_)
                refuse(tree, node, "is deeper than the limit of " + std::to_string(deepest_));
            for (auto const child : {left[node], right[node]}) {
                if (child == -1) refuse(tree, node, "has one child");
                auto const at = static_cast<std::size_t>(child);
                if (met_[at]) refuse(tree, at, "is the child of two nodes");
                if (static_cast<std::size_t>(parents[at]) != node)
                    refuse(tree["parents"], at, "is not the node whose child it is");
                met_[at] = true;
                ++reached;
                path_.push_back({at, depth + 1});
            }
        }
        for (std::size_t node = 0; node < nodes; ++node)
            if (!met_[node] && (features[node] != none || defaults[node] != 1))
                refuse(tree, node, "can't be reached from the root, though it was not pruned");
        if (reached + deleted != nodes)
            tree.refuse("has " + std::to_string(nodes - reached) + " pruned nodes, it names " +
                        std::to_string(deleted));
        return largest;
    }

    [[noreturn]] static void refuse(ubj_field const& list, std::size_t node,
                                    std::string const& what) {
        list.refuse("at node " + std::to_string(node) + " " + what);
    }

    static constexpr std::size_t most_classes = 1'000'000;
    static constexpr std::size_t most_nodes = 1'000'000'000;

    std::size_t most_features_;
    std::size_t deepest_;
    std::size_t features_ = 0;
    std::vector<double> margins_;  ///< of each output: at first the base score's
    std::vector<bool> met_;
    std::vector<std::pair<std::size_t, std::size_t>> path_;  ///< nodes to visit and their depths
};

}  // namespace retrain::detail
